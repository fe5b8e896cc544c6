"""The portal's addresses and, beside them, the two references every figure is a ratio to."""

from django.urls import path

from bench import views
from portal.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("vergleich/bytes/", views.bare, name="reference_bytes"),
    path("vergleich/seite/", views.plain, name="reference_page"),
    path("vergleich/seite/<int:pk>/", views.plain, name="reference_row"),
    path("vergleich/seite/<int:pk>/karte/", views.plain, name="reference_row_map"),
    *urlpatterns,
]
