"""Shared news. One file per noun; this page is its table of contents."""

from news.models.files import PostDocument, PostPicture
from news.models.posts import Kind, Post
from news.models.querysets import PostQuerySet
from news.models.sources import FeedEntry, FeedSource

PUBLISHED = (Post, PostPicture, PostDocument)

__all__ = ["PUBLISHED", "FeedEntry", "FeedSource", "Kind", "Post", "PostDocument", "PostPicture", "PostQuerySet"]
