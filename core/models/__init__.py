"""What the ground floor keeps in the database. One file per noun; this page is their table of contents."""

from core.models.revision import ContentRevision

__all__ = ["ContentRevision"]
