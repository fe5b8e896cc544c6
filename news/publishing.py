"""How posts are published: what is their own beside what every kind has (core/publishing/, offices/publishing/)."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.shortcuts import get_object_or_404
from django.urls import reverse

from core.language.plain_language import advise
from core.publishing.kinds import Noun
from core.richtext import text_of
from news.models import Kind, Post
from offices.models import Office
from offices.publishing.kinds import Contribution

PREVIEW_SALT = "news.preview"


class PostKind(Contribution):
    model = Post
    noun = Noun("Meldung", "Meldungen")
    namespace = "news"
    names = {
        "page": "desk_post",
        "office_list": "office_posts",
        "headquarters_list": "bas_posts",
        "new": "new_post",
        "new_of_headquarters": "new_bas_post",
    }
    current = "posts"
    fields = (
        *("kind", "title", "teaser", "body", "area", "visibility", "source"),
        *("topics", "deadline", "publish_at", "expires_at"),
    )
    natural_keys = {"topics": "slug"}
    fields_template = "news/desk/fields.html"
    shown_template = "news/desk/shown.html"
    steps_template = "news/desk/steps.html"
    list_template = "news/desk/posts.html"
    page_template = "news/desk/post.html"
    after_new = "files"

    def at_desk(self, request: Any, pk: int) -> Post:
        post: Post = get_object_or_404(Post.objects.managed_by(request.user).with_everything(), pk=pk)
        return post

    def for_list(self, things: Any) -> Any:
        return things.for_list().last_changed_first()

    def missing(self, thing: Post) -> list[str]:
        missing = []
        if not thing.teaser:
            missing.append("Bitte schreiben Sie das Wichtigste in ein oder zwei Sätzen.")
        if not thing.body:
            missing.append("Der Text fehlt noch.")
        if thing.kind == Kind.FUNDING and thing.deadline is None:
            missing.append("Ein Fördertipp braucht eine Frist.")
        return missing

    def list_context(self, office: Office | None) -> dict[str, Any]:
        """Whether news of the office's own website come here by themselves."""
        return {"source": getattr(office, "feed_source", None)}

    def page_context(self, thing: Post) -> dict[str, Any]:
        token = signing.dumps(thing.pk, salt=PREVIEW_SALT)
        return {
            "topics": [(topic.name, "") for topic in thing.topics.all()],
            "advice": advise(text_of(thing.body)),
            "preview_url": settings.BASE_URL + reverse("news:preview", args=[token]),
        }


posts = PostKind()
