from __future__ import annotations

import pytest

from engine.errors import SettingMissing
from workers.notices.mail_server import MailServer, Security, read_mail_server


@pytest.mark.parametrize(
    ("url", "host", "port", "security"),
    [
        ("smtp://mail.example.kz", "mail.example.kz", 25, Security.NONE),
        ("smtp://mail.example.kz:2525?starttls=0", "mail.example.kz", 2525, Security.NONE),
        ("smtp://mail.example.kz?starttls=1", "mail.example.kz", 587, Security.STARTTLS),
        ("smtps://mail.example.kz/", "mail.example.kz", 465, Security.TLS),
        ("smtp://[::1]:26", "::1", 26, Security.NONE),
    ],
)
def test_an_address_says_where_and_how_safely(
    url: str, host: str, port: int, security: Security
) -> None:
    assert read_mail_server(url) == MailServer(host=host, port=port, security=security)


def test_user_and_password_may_have_any_ascii_sign() -> None:
    server = read_mail_server("smtps://ruqsat%40bilim.kz:p%40ss%3Aw%2Ford@mail.example.kz")
    assert (server.user, server.password) == ("ruqsat@bilim.kz", "p@ss:w/ord")
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("mail.example.kz", "scheme"),
        ("http://mail.example.kz", "scheme"),
        ("smtp://", "server"),
        ("smtp://mail.example.kz/path", "server"),
        ("smtp://mail.example.kz:port", "no address"),
        ("smtp://mail.example.kz:99999", "no address"),
        ("smtp://[::1", "no address"),
        ("smtp://mail.example.kz?startls=1", "option"),
        ("smtp://mail.example.kz?starttls=yes", "option"),
        ("smtps://mail.example.kz?starttls=1", "option"),
        ("smtp://user:SESAME@mail.example.kz", "in clear"),
        ("smtps://user:SESAME%D0%BC@mail.example.kz", "ASCII"),
    ],
)
def test_what_cannot_be_used_is_refused_without_its_password(url: str, cause: str) -> None:
    with pytest.raises(SettingMissing, match=cause) as refused:
        read_mail_server(url)
    assert refused.value.name == "RUQSAT_SMTP_URL"
    assert "SESAME" not in str(refused.value)
