"""The channels of this node, chosen by its settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.errors import SettingMissing
from engine.settings import Settings
from workers.notices.accepted import AcceptedNotes
from workers.notices.delivery import Adapter, CabinetAdapter, Channel
from workers.notices.email import EmailAdapter, EmlFiles
from workers.notices.letter import LetterUnfit, mailbox
from workers.notices.mail_server import read_mail_server
from workers.notices.sms import SmsAdapter, SmsFiles

SENDER_OF_FILES = "ruqsat@localhost"


def adapters_of(settings: Settings) -> Mapping[str, Adapter]:
    """One adapter a channel. Without RUQSAT_SMTP_URL letters are laid into `var/outbox`, as short messages are.

    Raises SettingMissing for an address that cannot be used.
    """
    outbox = settings.var_dir / "outbox"
    return {
        Channel.CABINET: CabinetAdapter(),
        Channel.OFFICE: CabinetAdapter(),
        Channel.EMAIL: _email(settings, outbox),
        Channel.SMS: SmsAdapter(SmsFiles(outbox)),
    }


def _email(settings: Settings, outbox: Path) -> Adapter:
    sender = settings.mail_from or SENDER_OF_FILES
    try:
        mailbox(sender)
    except LetterUnfit:
        raise SettingMissing(
            "RUQSAT_MAIL_FROM", "must be one address, as in qyzmet@example.kz"
        ) from None
    if not settings.smtp_url:
        return EmlFiles(folder=outbox, sender=sender)
    if not settings.mail_from:
        raise SettingMissing("RUQSAT_MAIL_FROM", "must be set where RUQSAT_SMTP_URL is")
    return EmailAdapter(
        server=read_mail_server(settings.smtp_url),
        sender=sender,
        accepted=AcceptedNotes(outbox / "accepted"),
    )
