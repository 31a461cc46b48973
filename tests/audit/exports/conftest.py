"""Two exported cases, made once; and the fixtures of the small case for tests that ask for a database."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from audit.exports.case_file import Sealed, write_case_file
from audit.papers import Paper, PaperSignature
from engine.calendar.in_force import Calendars
from engine.storage.columns import Base
from engine.storage.database import Database
from engine.storage.runtime import Runtime
from engine.storage.vault import Vault
from tests.audit.living import check, live_on
from tests.conftest import NOW
from tests.engine.commands.conftest import FakeHandlers, begin, deploy
from tests.engine.commands.models import CASE

SIGNATURE = PaperSignature(
    signer="bolat",
    signer_name="Болат Сейтқали",
    position="басшы",
    signed_at=NOW,
    adapter="demo",
    mark="ТЕСТ",
    signature=b"signed bytes",
)
PAPER = Paper(
    id="d" * 32,
    kind="order",
    media_type="application/pdf",
    file_name="Бұйрық 1/2.pdf",
    created_at=NOW,
    created_by="sara",
    content=lambda: b"%PDF order",
    number="1/2",
    voided_at=NOW + timedelta(hours=1),
    voided_by="sara",
    void_reason="returned",
    signatures=(SIGNATURE,),
)


@dataclass(frozen=True)
class Exported:
    content: bytes
    sealed: Sealed


def exported(runtime: Runtime, instance: str, *papers: Paper) -> Exported:
    stream = io.BytesIO()
    with runtime.database.snapshot() as connection:
        sealed = write_case_file(
            stream, runtime, connection, instance, papers, now=NOW, by="system:terminal"
        )
    return Exported(content=stream.getvalue(), sealed=sealed)


@pytest.fixture(scope="session")
def two_cases(tmp_path_factory: pytest.TempPathFactory, vault: Vault) -> tuple[Exported, Exported]:
    """An issued case of eight events with a document, and a refused one."""
    folder: Path = tmp_path_factory.mktemp("exported")
    database = Database(f"sqlite:///{folder / 'ruqsat.sqlite'}")
    Base.metadata.create_all(database.writing)
    made = Runtime(database=database, vault=vault, handlers=FakeHandlers(), calendars=Calendars())
    deploy(made, CASE)
    first, second = begin(made), begin(made, business_key="2016-000002")
    live_on(made, first)
    check(made, second, complete=False)
    files = exported(made, first, PAPER), exported(made, second)
    database.dispose()
    return files


@pytest.fixture
def issued(two_cases: tuple[Exported, Exported]) -> Exported:
    return two_cases[0]


@pytest.fixture
def refused(two_cases: tuple[Exported, Exported]) -> Exported:
    return two_cases[1]
