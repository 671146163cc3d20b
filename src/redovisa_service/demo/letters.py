"""The letters of a demonstration, shown as one would read them where the service was started."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend


class Shown(EmailBackend):
    """Sends nothing: writes to whom, about what, and the text."""

    def write_message(self, message: EmailMessage) -> None:
        """Writes one letter; its lines are set in, so that one sees where it ends."""
        lines = [f"Brev till {', '.join(message.recipients())}: {message.subject}", "", *message.body.splitlines()]
        self.stream.write("\n" + "\n    ".join(lines) + "\n\n")
