"""The demo content: real offices as the sources tell them, invented ones that say so, the same every time."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from offices.models import Office, Place
from portal.demo import stages

pytestmark = pytest.mark.django_db


def picture():
    """Everything a list says about each office."""
    fields = ("name", "slug", "ags", "phone", "email", "website", "status", "summary", "is_sample")
    return list(Office.objects.order_by("slug").values_list(*fields))


def test_real_offices_stay_unconfirmed_and_get_no_invented_contact(demo):
    real = Office.objects.filter(is_sample=False)
    assert real.count() == 39
    assert real.exclude(verified_on=None).count() == 0
    assert real.exclude(phone="", email="", website="", fax="").count() == 0


def test_invented_offices_say_so_everywhere(demo):
    invented = Office.objects.filter(is_sample=True)
    assert {phone[:9] for phone in invented.values_list("phone", flat=True)} == {"+49221471"}
    assert all(number[9] == "0" for number in invented.values_list("phone", flat=True))
    assert all(address.endswith(".example.org") for address in invented.values_list("email", flat=True))
    assert all(address.endswith(".example.org") for address in invented.values_list("website", flat=True))
    assert set(invented.values_list("verified_by", flat=True)) == {"Beispieldaten"}


def test_more_than_sixty_towns_have_an_office(demo):
    assert Office.objects.values("ags").distinct().count() == 64


def test_offices_differ_in_hours_access_and_state(demo):
    places = Place.objects.filter(office__is_sample=True)
    assert set(places.values_list("step_free", flat=True)) == {True, False, None}
    assert set(places.values_list("role", flat=True)) == {"haupt", "aussen"}
    assert {"aktiv", "aufbau", "geschlossen", "eingegliedert"} <= set(Office.objects.values_list("status", flat=True))


def test_a_second_run_changes_nothing(demo):
    before = picture()
    output = StringIO()
    call_command("demo", stage="full", stdout=output)
    assert picture() == before
    assert "0 angelegt, 0 geändert" in output.getvalue().splitlines()[0]


@pytest.fixture
def empty():
    """Whatever the module has loaded, this test starts with nothing."""
    Office.objects.all().delete()


def test_the_same_seed_gives_the_same_content_and_another_another(empty):
    found = {}
    for seed in (1, 1, 2):
        Office.objects.all().delete()
        stages.load_invented(total=10, seed=seed)
        found.setdefault(seed, []).append([row[:5] for row in picture()])
    assert found[1][0] == found[1][1] != found[2][0]


def test_the_real_stage_invents_nothing(empty):
    call_command("demo", stage="real", stdout=StringIO())
    assert Office.objects.filter(is_sample=True).count() == 0


def test_a_number_fills_the_directory_for_measurements(empty):
    call_command("demo", offices=60, stdout=StringIO())
    assert Office.objects.count() == 60


@pytest.mark.parametrize("number", [-1, 50_001])
def test_a_number_nobody_needs_is_refused(number):
    with pytest.raises(CommandError, match=r"^--offices ist eine Zahl von 0 bis 50000\.$"):
        call_command("demo", offices=number, stdout=StringIO())
