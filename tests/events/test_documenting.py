"""After the event its page says what came out of it, once those who spoke have agreed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Speaker
from tests.events_factories import make_event, make_event_picture, make_item, make_item_document
from tests.samples.files import pdf_file, picture_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def over():
    return make_event(first=timezone.localdate() - timedelta(days=2))


def address(name, *args):
    return reverse(f"events:{name}", args=args)


def test_the_documentation_is_written_and_published(coordinator, client, over):
    item = make_item(over, "Vortrag")
    speaker = Speaker.objects.create(item=item, name="Erika Beispiel")
    coordinator.post(address("conclusion", over.pk), {"conclusion": "Es war gut.", "edition": "0"})
    coordinator.post(address("result", over.pk, item.pk), {"result": "Gute Netze tragen."})
    coordinator.post(address("add_document", over.pk, item.pk), {"title": "Thesenpapier", "file": pdf_file()})
    words = {"alt": "Zwei Frauen", "credit": "Karl Muster", "people": "keine", "may_publish": "on"}
    coordinator.post(address("add_picture", over.pk), {**words, "file": picture_file()})
    shown = ("Es war gut.", "Gute Netze tragen.", "Thesenpapier", "Karl Muster")

    def seen():
        page = client.get(over.get_absolute_url()).content.decode()
        return [words for words in shown if words in page]

    assert "Es war gut." not in seen()
    coordinator.post(address("publish_documentation", over.pk))
    assert seen() == ["Es war gut.", "Karl Muster"]  # nobody has asked the speaker yet
    coordinator.post(address("result", over.pk, item.pk), {"result": "Gute Netze tragen.", "released": [speaker.pk]})
    assert seen() == list(shown)
    assert "Dokumentation zurückziehen" in coordinator.get(address("documentation", over.pk)).content.decode()
    coordinator.post(address("take_back_documentation", over.pk))
    assert "Thesenpapier" not in seen()


def test_it_is_not_published_before_the_event(coordinator):
    event = make_event()
    response = coordinator.post(address("publish_documentation", event.pk), follow=True)
    assert "sobald die Veranstaltung vorbei ist" in response.content.decode()
    assert Event.objects.get(pk=event.pk).documented_at is None


def test_files_are_taken_out(coordinator, over):
    document = make_item_document(make_item(over, "Vortrag"))
    picture = make_event_picture(over)
    coordinator.post(address("remove_document", over.pk, document.item_id, document.pk))
    coordinator.post(address("remove_picture", over.pk, picture.pk))
    assert not over.pictures.exists()
    assert not document.item.documents.exists()


def test_an_item_of_another_event_is_not_found(coordinator, over):
    stranger = make_item(make_event(), "Vortrag")
    assert coordinator.get(address("result", over.pk, stranger.pk)).status_code == 404
    assert coordinator.get(address("edit_item", over.pk, stranger.pk)).status_code == 404


def test_a_conclusion_of_an_old_tab_is_kept(coordinator, over):
    coordinator.post(address("conclusion", over.pk), {"conclusion": "Eins.", "edition": "0"})
    response = coordinator.post(address("conclusion", over.pk), {"conclusion": "Zwei.", "edition": "0"})
    assert response.status_code == 409
    assert "Zwei." in response.content.decode()
    assert "Eins." in str(Event.objects.get(pk=over.pk).conclusion)
