"""The field cleans whichever way a value takes into the database."""

import pytest
from django.core.serializers.base import DeserializedObject
from django.db import connection, models, transaction
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, Value
from django.db.models.functions import Concat, Upper
from django.forms import Textarea
from django.test.utils import isolate_apps

from core.richtext import RichTextField, RichTextFormField

DIRTY = "<p onclick=x>Guten <b>Tag</b></p><script>x</script>"
CLEAN = "<p>Guten <strong>Tag</strong></p>"


@pytest.fixture(scope="module")
def letters():
    with isolate_apps("core"):

        class Letter(models.Model):  # noqa: DJ008 (nobody reads it)
            id = models.IntegerField(primary_key=True)
            body = RichTextField("Text", null=True)
            reply = RichTextField("Antwort", default="")
            subject = models.TextField("Betreff", default="<b>x</b>")

            class Meta:
                app_label = "core"

        yield Letter


@pytest.fixture
def stored(db, letters):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE core_letter (id integer PRIMARY KEY, body text, reply text, subject text)")

    def read():
        with connection.cursor() as cursor:
            cursor.execute("SELECT body FROM core_letter ORDER BY id")
            return [row[0] for row in cursor.fetchall()]

    return read


def test_saving_cleans_the_column_and_the_object(letters, stored):
    letter = letters(id=1, body=DIRTY)
    letter.save()
    assert (stored(), letter.body) == ([CLEAN], CLEAN)
    letter.body = DIRTY * 2
    letter.save(update_fields=["body"])
    assert (stored(), letter.body) == ([CLEAN * 2], CLEAN * 2)


def test_creating_one_or_many_cleans(letters, stored):
    one = letters.objects.create(id=1, body=DIRTY)
    (two,) = letters.objects.bulk_create([letters(id=2, body=DIRTY)])
    assert (stored(), one.body, two.body) == ([CLEAN, CLEAN], CLEAN, CLEAN)


def test_creating_over_what_is_there_cleans(letters, stored):
    letters.objects.create(id=1, body="<p>alt</p>")
    letters.objects.bulk_create(
        [letters(id=1, body=DIRTY)], update_conflicts=True, update_fields=["body"], unique_fields=["id"]
    )
    assert stored() == [CLEAN]


def test_changing_many_cleans(letters, stored):
    letters.objects.bulk_create([letters(id=1, body="a"), letters(id=2, body="b"), letters(id=3, body="c")])
    changed = list(letters.objects.order_by("id"))
    changed[0].body, changed[1].body, changed[2].body = DIRTY, DIRTY * 2, None
    letters.objects.bulk_update(changed, ["body"])
    assert stored() == [CLEAN, CLEAN * 2, None]


def test_update_cleans(letters, stored):
    letters.objects.create(id=1)
    letters.objects.update(body=DIRTY)
    assert stored() == [CLEAN]
    letters.objects.update(body=None)
    assert stored() == [None]


def test_a_fixture_is_cleaned(letters, stored):
    DeserializedObject(letters(id=1, body=DIRTY)).save()
    assert stored() == [CLEAN]


def test_one_cleaned_column_may_be_copied_into_another(letters, stored):
    letters.objects.create(id=1, body="", reply=DIRTY)
    letters.objects.update(body=F("reply"))
    assert stored() == [CLEAN]


@pytest.mark.parametrize(
    "computed",
    [Value(DIRTY), F("subject"), Upper("reply"), Concat("body", Value(DIRTY), output_field=RichTextField())],
    ids=["a value of no field", "another column", "a function", "joined"],
)
def test_what_the_database_computes_is_refused(letters, stored, computed):
    letters.objects.create(id=1, body="a")
    with pytest.raises(TypeError, match="body"), transaction.atomic():
        letters.objects.update(body=computed)
    assert stored() == ["<p>a</p>"]


def test_saving_what_the_database_computes_is_refused(letters, stored):
    letters.objects.create(id=1, body="a")
    with pytest.raises(TypeError, match="body"), transaction.atomic():
        letters(id=1, body=Value(DIRTY)).save()
    with pytest.raises(TypeError, match="body"), transaction.atomic():
        letters.objects.create(id=2, body=Value(DIRTY))
    assert stored() == ["<p>a</p>"]


def test_searching_leaves_the_question_as_it_is(letters, stored):
    letters.objects.create(id=1, body=DIRTY)
    assert letters.objects.filter(body__icontains="<strong>").count() == 1
    assert letters.objects.filter(body__contains="Guten").count() == 1
    assert letters.objects.filter(body=CLEAN).count() == 1


def test_a_migration_can_write_it():
    field = RichTextField("Text", blank=True)
    field.set_attributes_from_name("body")
    _, path, args, kwargs = field.deconstruct()
    assert path == "core.richtext.RichTextField"
    assert vars(RichTextField(*args, **kwargs))["blank"]
    assert "core.richtext.RichTextField" in MigrationWriter.serialize(field)[0]


def test_its_form_field_cleans_and_takes_another_widget():
    class Editor(Textarea):
        pass

    field = RichTextField("Text").formfield()
    assert isinstance(field, RichTextFormField)
    assert type(field.widget) is Textarea
    assert field.clean(DIRTY) == CLEAN
    assert type(RichTextField("Text").formfield(widget=Editor).widget) is Editor
