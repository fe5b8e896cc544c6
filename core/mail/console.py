"""Shows mails in the window instead of sending them, in words a person can read."""

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend as ConsoleBackend

LINE = "─" * 72


class EmailBackend(ConsoleBackend):
    """Django's own prints the mail as it travels: umlauts in base64 or quoted-printable."""

    def write_message(self, message: EmailMessage) -> None:
        answer_to = f"Antwort an: {', '.join(message.reply_to)}\n" if message.reply_to else ""
        self.stream.write(
            f"{LINE}\nMail an: {', '.join(message.to)}\n{answer_to}Betreff: {message.subject}\n\n"
            f"{str(message.body).rstrip()}\n{LINE}\n"
        )
