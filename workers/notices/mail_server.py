"""Where letters are handed over, as RUQSAT_SMTP_URL has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from engine.errors import SettingMissing

NAME = "RUQSAT_SMTP_URL"
SHAPE = "write smtp://host:25, smtp://user:password@host:587?starttls=1 or smtps://user:password@host:465"


class Security(StrEnum):
    NONE = "none"
    STARTTLS = "starttls"  #: RFC 3207; a server without it is not spoken to
    TLS = "tls"  #: from the first byte on; RFC 8314


PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """user: empty where the server asks for none. Certificates are checked against those of the machine."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


def read_mail_server(url: str) -> MailServer:
    """Raises SettingMissing, which never repeats the address: a password stands in it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingMissing(NAME, f"is no address; {SHAPE}") from None
    security = _security(parts)
    if not parts.hostname or parts.path.strip("/"):
        raise SettingMissing(NAME, f"is no address of a server; {SHAPE}")
    if parts.username and security is Security.NONE:
        raise SettingMissing(NAME, "sends a password in clear; add ?starttls=1 or write smtps://")
    return MailServer(
        host=parts.hostname,
        port=port or PORTS[security],
        security=security,
        user=_ascii(parts.username),
        password=_ascii(parts.password),
    )


def _ascii(part: str | None) -> str:
    """smtplib signs in with ASCII alone."""
    text = unquote(part or "")
    if not text.isascii():
        raise SettingMissing(NAME, "has other letters than ASCII in user or password")
    return text


def _security(parts: SplitResult) -> Security:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    choices = {
        ("smtps", ()): Security.TLS,
        ("smtp", ()): Security.NONE,
        ("smtp", (("starttls", "0"),)): Security.NONE,
        ("smtp", (("starttls", "1"),)): Security.STARTTLS,
    }
    security = choices.get((parts.scheme, tuple(options.items())))
    if security is None:
        raise SettingMissing(NAME, f"has an unknown scheme or option; {SHAPE}")
    return security
