"""Pictures as rows with files: the form, what is written, what is deleted, and how they are served and shown."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.template import engines

from core.media.images import read_photo, variants
from core.media.stored import remove, sweep
from tests.samples.files import picture_bytes, picture_file
from tests.samples.models import SampleDocument, SamplePicture, SamplePictureForm

ANSWERS = {"alt": "Zwei Frauen spielen Schach", "credit": "Erika Beispiel", "people": "keine", "may_publish": "on"}


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def files(media):
    return sorted(str(path.relative_to(media)) for path in Path(media).rglob("*") if path.is_file())


def make_picture(size=(640, 480), **fields):
    form = SamplePictureForm(ANSWERS, {"file": picture_file(picture_bytes(size=size))})
    assert form.errors == {}
    picture = form.save(commit=False)
    for name, value in fields.items():
        setattr(picture, name, value)
    picture.save()
    return picture


# --- the form ---------------------------------------------------------------------------------------------


def test_a_picture_is_kept_in_all_sizes_and_kinds(db, media):
    picture = make_picture((1000, 500))
    assert picture.sizes == [[480, 240], [1000, 500]]
    names = [f"{width}.{kind}" for width in (1000, 480) for kind in ("avif", "jpeg", "webp")]
    assert files(media) == [f"bilder/{picture.key.hex}/{name}" for name in names]
    assert picture.bytes == sum(Path(media, name).stat().st_size for name in files(media))
    assert SamplePicture.objects.get().sizes == picture.sizes


def test_without_answers_each_question_says_what_is_missing(db):
    assert SamplePictureForm({}, {}).errors == {
        "file": ["Bitte wählen Sie ein Bild aus."],
        "alt": ["Bitte beschreiben Sie mit einem Satz, was zu sehen ist."],
        "credit": ["Bitte nennen Sie, wer das Bild gemacht hat."],
        "people": ["Bitte wählen Sie aus, ob Personen zu erkennen sind."],
        "may_publish": ["Bitte bestätigen Sie, dass Sie das Bild veröffentlichen dürfen."],
    }


def test_without_the_consent_of_people_the_form_explains_what_to_do(db):
    form = SamplePictureForm({**ANSWERS, "people": "ohne"}, {"file": picture_file()})
    assert form.errors["people"] == [
        "Dann dürfen wir das Bild leider nicht zeigen. Bitte fragen Sie die Personen, oder wählen Sie ein anderes Bild."
    ]
    assert form["alt"].value() == ANSWERS["alt"]


def test_a_bad_file_is_said_at_the_file_alone_and_nothing_is_written(db, media):
    form = SamplePictureForm(ANSWERS, {"file": picture_file(b"<svg xmlns='http://www.w3.org/2000/svg'/>")})
    assert (list(form.errors), files(media)) == (["file"], [])


def test_whoever_forgets_something_else_hears_that_the_file_is_needed_again(db, media):
    form = SamplePictureForm({**ANSWERS, "credit": ""}, {"file": picture_file()})
    assert form.errors["file"] == ["Bitte wählen Sie das Bild noch einmal aus. Ihr Browser merkt es sich nicht."]
    assert files(media) == []


def test_the_quota_counts_what_would_be_stored(db):
    size = make_picture().bytes
    fits = SamplePictureForm(ANSWERS, {"file": picture_file()}, used_bytes=1000, limit=1000 + size)
    does_not = SamplePictureForm(ANSWERS, {"file": picture_file()}, used_bytes=1000, limit=999 + size)
    assert (fits.errors, "Speicherplatz" in does_not.errors["file"][0]) == ({}, True)


def test_words_can_be_changed_without_the_file(db, media):
    picture = make_picture()
    before = files(media)
    SamplePictureForm({**ANSWERS, "alt": "Eine Schachpartie"}, {}, instance=picture).save()
    assert (SamplePicture.objects.get().alt, files(media)) == ("Eine Schachpartie", before)


def test_another_file_gets_another_address_and_the_old_one_goes(db, media, django_capture_on_commit_callbacks):
    picture = make_picture()
    old = picture.key
    with django_capture_on_commit_callbacks(execute=True):
        SamplePictureForm(ANSWERS, {"file": picture_file()}, instance=picture).save()
        assert len(files(media)) == 12  # both, as long as the change may still fail
    assert SamplePicture.objects.get().key != old
    assert {name.split("/")[1] for name in files(media)} == {picture.key.hex}


@pytest.mark.parametrize("fields", [{"may_publish": False}, {"people": "ohne"}])
def test_the_database_refuses_a_picture_that_must_not_be_shown(db, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_picture(**fields)


def test_the_models_pass_the_checks_of_django():
    """SQLite would not notice a column that is too short for its choices."""
    assert [*SamplePicture.check(), *SampleDocument.check()] == []


# --- deleting ---------------------------------------------------------------------------------------------


def fail_after(action):
    """A transaction in which something else goes wrong in the end."""
    with transaction.atomic():
        action()
        raise ZeroDivisionError


@pytest.mark.parametrize("delete", [lambda picture: picture.delete(), lambda _: SamplePicture.objects.all().delete()])
def test_a_deleted_row_takes_its_files_with_it_after_the_commit(db, media, delete, django_capture_on_commit_callbacks):
    picture = make_picture()
    with django_capture_on_commit_callbacks(execute=True):
        delete(picture)
        assert files(media) != []
    assert (files(media), list(Path(media, "bilder").iterdir())) == ([], [])


def test_a_deletion_that_is_rolled_back_keeps_the_files(transactional_db, media):
    picture = make_picture()
    before = files(media)
    with pytest.raises(ZeroDivisionError):
        fail_after(picture.delete)
    assert (SamplePicture.objects.count(), files(media)) == (1, before)


def test_files_of_a_transaction_that_failed_are_swept_the_day_after(transactional_db, media):
    with pytest.raises(ZeroDivisionError):
        fail_after(make_picture)
    kept = make_picture()
    now = datetime.now(UTC)
    assert (sweep(now), len(files(media))) == (0, 12)  # it could still be at work
    assert (sweep(now + timedelta(days=1, hours=1)), len(files(media))) == (1, 6)
    assert {name.split("/")[1] for name in files(media)} == {kept.key.hex}
    assert sweep(now + timedelta(days=2)) == 0


def test_sweeping_leaves_alone_what_is_not_ours(db, media):
    default_storage.save("bilder/eigene/foto.jpg", ContentFile(b"x"))
    default_storage.save("sonst/foto.jpg", ContentFile(b"x"))
    assert sweep(datetime.now(UTC) + timedelta(days=9)) == 0
    assert files(media) == ["bilder/eigene/foto.jpg", "sonst/foto.jpg"]


def test_sweeping_an_empty_house_does_nothing(db):
    assert sweep(datetime.now(UTC)) == 0


def test_removing_what_is_gone_is_fine(db):
    remove("bilder", uuid4())


def test_pictures_of_all_models_share_a_folder_and_are_spared(db, media, monkeypatch):
    """Otherwise one app would sweep what another has just stored."""
    make_picture()
    monkeypatch.setattr(SampleDocument, "folder", SamplePicture.folder)
    assert sweep(datetime.now(UTC) + timedelta(days=9)) == 0


# --- the component ----------------------------------------------------------------------------------------


def show(picture, arguments=""):
    return engines["django"].from_string(f"{{% picture picture {arguments} %}}").render({"picture": picture})


def test_the_component_offers_each_width_in_each_kind(db):
    picture = make_picture((1000, 500), caption="Am Mittwoch")
    html = show(picture)
    for kind in ("avif", "webp", "jpeg"):
        assert f"/bild/{picture.key}/480.{kind} 480w, /bild/{picture.key}/1000.{kind} 1000w" in html
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    assert 'width="1000" height="500" alt="Zwei Frauen spielen Schach" loading="lazy"' in html
    assert "Am Mittwoch" in html
    assert "Bildnachweis: Erika Beispiel" in html


def test_a_small_picture_is_not_blown_up(db):
    """Browsers lay it out as wide as the attribute says."""
    assert 'width="300" height="200"' in show(make_picture((300, 200)))


def test_the_first_picture_of_a_page_does_not_wait(db):
    assert 'loading="lazy"' not in show(make_picture(), "lazy=False")


def test_words_in_a_picture_are_words(db):
    html = show(make_picture(alt='"><script>', credit="<b>", caption="<i>"))
    assert ("<script>" in html, "<b>" in html, "<i>" in html) == (False, False, False)


def test_browsers_that_do_not_choose_get_the_middle_width(db):
    picture = SamplePicture()
    picture.keep(variants(read_photo(picture_file(picture_bytes(size=(2000, 1000))))))
    assert picture.usual_size == (960, 480)
