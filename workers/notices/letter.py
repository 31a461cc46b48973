"""A notice as a letter (RFC 5322): plain text in the recipient's language, the same bytes whenever it is made."""

from __future__ import annotations

import hashlib
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from engine.errors import EngineError
from engine.words import Words
from workers.documents.wording import SERVICE
from workers.notices.store import Message

SENDER_NAME = "Ruqsat"
LONGEST_ADDRESS = 254  # characters; RFC 5321, 4.5.3.1.3, less the brackets
ATOM = r"[^\s@<>()\[\],;:\\\".\x00-\x1f\x7f]+"
ADDRESS = re.compile(rf"({ATOM}(?:\.{ATOM})*)@({ATOM}(?:\.{ATOM})*)")
CLOSING = Words(
    kk="Бұл хат автоматты түрде жіберілді, оған жауап жазудың қажеті жоқ.\n"
    "Анықтама: Бірыңғай байланыс орталығы, 1414.",
    ru="Это письмо отправлено автоматически, отвечать на него не нужно.\n"
    "Справки: Единый контакт-центр, 1414.",
    en="This letter was sent automatically; please do not reply to it.\n"
    "Enquiries: Unified contact centre, 1414.",
)


class LetterUnfit(EngineError):
    """A letter cannot be made of this: `part` (address, subject) would break its head. The value is not repeated."""

    def __init__(self, part: str) -> None:
        super().__init__(f"the {part} is not fit for a letter")
        self.part = part


def letter(message: Message, sender: str) -> EmailMessage:
    """The letter of a notice. Its Message-ID follows from the event key, so a repetition is known as one.

    sender: an address alone. Raises LetterUnfit: nothing but one address goes into To, and no line break into Subject.
    """
    head = EmailMessage(policy=SMTP)
    head["From"] = mailbox(sender, SENDER_NAME)
    head["To"] = mailbox(message.address)
    head["Subject"] = _one_line(message.subject)
    head["Date"] = message.created_at
    head["Message-ID"] = message_id(message.event_key, sender)
    head["Auto-Submitted"] = "auto-generated"  # RFC 3834: no automatic answers
    text = f"{message.body}\n\n-- \n{SERVICE.text(message.language)}\n{CLOSING.text(message.language)}\n"
    head.set_content(text, charset="utf-8", cte="base64")
    head["Content-Language"] = message.language
    return head


def mailbox(address: str, name: str = "") -> Address:
    """One address; a name of a domain in other letters than Latin is written in ASCII (RFC 5891).

    Raises LetterUnfit.
    """
    parts = ADDRESS.fullmatch(address)
    if parts is None or len(address) > LONGEST_ADDRESS:
        raise LetterUnfit("address")
    user, domain = parts.groups()
    try:
        return Address(name, user, domain.encode("idna").decode())
    except UnicodeError as error:
        raise LetterUnfit("address") from error


def message_id(event_key: str, sender: str) -> str:
    """Unique, and the same for the same event (RFC 5322, 3.6.4); tells nothing of the case."""
    digest = hashlib.sha256(event_key.encode()).hexdigest()[:40]
    return f"<{digest}@{mailbox(sender).domain}>"


def _one_line(subject: str) -> str:
    if any(ord(each) < 32 or each in "\x7f\x85\u2028\u2029" for each in subject):
        raise LetterUnfit("subject")
    return subject
