"""Addresses of conferences and trainings, one file per group of people who use them."""

from events.urls import attendance, lists, participants, personal, planning, public, registering

app_name = "events"

urlpatterns = [
    *registering.urlpatterns,
    *public.urlpatterns,
    *personal.urlpatterns,
    *planning.urlpatterns,
    *participants.urlpatterns,
    *lists.urlpatterns,
    *attendance.urlpatterns,
]
