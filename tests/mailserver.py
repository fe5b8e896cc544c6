"""A mail server on this machine that does what a test tells it, and remembers what it has taken."""

import threading
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller

from tests.server import free_port


class MailServer:
    """`answers` maps an address to what RCPT says; `after_text` is called when the whole text of a mail is there,
    before the answer: it may return another answer."""

    def __init__(self, port=None):
        self.port = port or free_port()
        self.mails = []  # taken, in order
        self.asked = []  # recipients, taken or not
        self.connections = 0
        self.answers = {}
        self.after_text = lambda server: "250 OK"
        self.before_recipient = lambda server: None
        self.arrived = threading.Condition()
        self._controller = None

    def start(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=30)
        self._controller.start()
        return self

    def stop(self):
        self._controller.stop()

    @property
    def ids(self):
        return [mail["Message-ID"] for mail in self.mails]

    def wait_for(self, count, seconds=60):
        """Until that many different mails have arrived."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(set(self.ids)) >= count, seconds), len(set(self.ids))

    # --- what aiosmtpd calls, in its own thread ---------------------------------------------------------------

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.asked.append(address)
        self.before_recipient(server)
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        with self.arrived:
            self.mails.append(message_from_bytes(envelope.original_content, policy=default))
            answer = self.after_text(server)
            if not answer.startswith("250"):
                self.mails.pop()
            self.arrived.notify_all()
        return answer
