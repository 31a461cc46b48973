from __future__ import annotations

import json
from datetime import timedelta

import pytest

from engine.history.canonical import refuse_unfit
from engine.storage.database import Database
from engine.storage.vault import Vault
from tests.workers.conftest import Perform
from tests.workers.samples import NOW, job, workshop
from workers.handlers import HANDLERS, UnknownJobType

DICTIONARY = {
    "lookup-identity",
    "print-application",
    "check-rules",
    "print-refusal-receipt",
    "print-acceptance-receipt",
    "register-incoming",
    "lookup-birth-certificate",
    "draft-order",
    "void-order",
    "send-preliminary-notice",
    "draft-refusal",
    "void-refusal",
    "register-outgoing",
    "notify-ready",
    "record-withdrawal",
    "register-portal-request",
    "publish-result",
}
DRAFTED = {
    "order_no": "1-Э/2016",
    "order_document": "b" * 32,
    "extract_no": "2016-001-000001-Ү",
    "extract_document": "c" * 32,
    "refusal_no": "1-Б/2016",
    "refusal_document": "d" * 32,
}


def test_the_table_holds_every_job_type_of_the_dictionary(vault: Vault) -> None:
    assert set(HANDLERS) == DICTIONARY
    assert workshop(vault).types() == DICTIONARY


def test_only_lookups_leave_the_database(vault: Vault) -> None:
    shop = workshop(vault)
    queued = {job_type for job_type in shop.types() if not shop.is_pure(job_type)}
    assert queued == {"lookup-identity", "lookup-birth-certificate"}


def test_an_unknown_job_type_is_refused_by_name(vault: Vault, perform: Perform) -> None:
    assert not workshop(vault).is_pure("make-coffee")  # it waits for a worker outside
    with pytest.raises(UnknownJobType, match="make-coffee"):
        perform("make-coffee")


@pytest.mark.parametrize("job_type", sorted(DICTIONARY))
def test_every_answer_can_be_written_into_the_history(perform: Perform, job_type: str) -> None:
    answer = perform(job_type, **DRAFTED)
    refuse_unfit(answer)
    assert json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize("job_type", sorted(DICTIONARY))
def test_no_handler_changes_the_variables_it_is_handed(
    sqlite_database: Database, vault: Vault, job_type: str
) -> None:
    handed = job(job_type, now=NOW + timedelta(hours=1), **DRAFTED)
    before = json.dumps(handed.variables, sort_keys=True)
    with sqlite_database.transaction() as connection:
        workshop(vault).run(handed, connection)
    assert json.dumps(handed.variables, sort_keys=True) == before
