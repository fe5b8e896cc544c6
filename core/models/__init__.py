"""What the ground floor keeps in the database. One file per noun; this page is their table of contents."""

from core.models.activity import Activity
from core.models.history import Version
from core.models.outbox import Message, MessageState, Sending
from core.models.proposals import Proposal
from core.models.revision import ContentRevision, Pulse

__all__ = ["Activity", "ContentRevision", "Message", "MessageState", "Proposal", "Pulse", "Sending", "Version"]
