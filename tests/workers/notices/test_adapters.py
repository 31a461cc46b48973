from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import SettingMissing
from engine.settings import Settings, read_settings
from tests.workers.notices.outboxes import message
from workers.notices.adapters import adapters_of
from workers.notices.delivery import CabinetAdapter, Channel
from workers.notices.email import EmailAdapter, EmlFiles
from workers.notices.mail_server import Security
from workers.notices.sms import SmsAdapter

FROM = {"RUQSAT_MAIL_FROM": "ruqsat@bilim.example.kz"}


def _settings(tmp_path: Path, **environment: str) -> Settings:
    return read_settings(environment, root=tmp_path)


def test_every_channel_has_its_adapter(tmp_path: Path) -> None:
    adapters = adapters_of(_settings(tmp_path))
    assert set(adapters) == set(Channel)
    assert isinstance(adapters["cabinet"], CabinetAdapter)
    assert isinstance(adapters["sms"], SmsAdapter)


def test_without_a_mail_server_letters_are_laid_into_the_outbox(tmp_path: Path) -> None:
    adapter = adapters_of(_settings(tmp_path))["email"]
    for _ in range(2):
        adapter.deliver(message())
    (written,) = (tmp_path / "var" / "outbox").iterdir()
    assert written.suffix == ".eml"
    assert b"To: aigul@example.kz\r\n" in written.read_bytes()


def test_a_letter_in_the_outbox_comes_from_the_address_that_is_set(tmp_path: Path) -> None:
    adapter = adapters_of(_settings(tmp_path, **FROM))["email"]
    assert isinstance(adapter, EmlFiles)
    assert adapter.sender == FROM["RUQSAT_MAIL_FROM"]


def test_with_a_mail_server_letters_are_handed_to_it(tmp_path: Path) -> None:
    url = "smtp://u:p@mail.example.kz?starttls=1"
    adapter = adapters_of(_settings(tmp_path, RUQSAT_SMTP_URL=url, **FROM))["email"]
    assert isinstance(adapter, EmailAdapter)
    assert (adapter.server.port, adapter.server.security) == (587, Security.STARTTLS)
    assert adapter.sender == FROM["RUQSAT_MAIL_FROM"]


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"RUQSAT_SMTP_URL": "smtp://mail.example.kz"}, "RUQSAT_MAIL_FROM"),
        ({"RUQSAT_MAIL_FROM": "Ruqsat <ruqsat@x.kz>"}, "RUQSAT_MAIL_FROM"),
        ({"RUQSAT_SMTP_URL": "mail.example.kz", **FROM}, "RUQSAT_SMTP_URL"),
    ],
)
def test_a_half_set_mail_server_is_refused_at_the_start(
    tmp_path: Path, environment: dict[str, str], name: str
) -> None:
    with pytest.raises(SettingMissing) as refused:
        adapters_of(_settings(tmp_path, **environment))
    assert refused.value.name == name
