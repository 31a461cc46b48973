"""Lines of lists and registers for tests. All persons are made up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from engine.words import Words
from tests.workers.samples import BRANCH, DECIDED, NOW, PROVIDER, variables
from workers.documents.hand_over_list import HandOver, result_line
from workers.documents.store import Document
from workers.register_lines import RegisterLine
from workers.registers import Register


def made_document(kind: str, **changed: Any) -> Document:
    values: dict[str, Any] = {
        "id": "a" * 32,
        "instance_id": "1" * 32,
        "owner": None,
        "kind": kind,
        "media_type": "application/pdf",
        "file_name": f"{kind}.pdf",
        "size": 1,
        "language": "kk,ru",
        "number": None,
        "check_code": None,
        "created_at": NOW,
        "created_by": "person-8",
        "published_at": None,
        "voided_at": None,
        "voided_by": None,
        "void_reason": "",
    }
    return Document(**{**values, **changed})


def handed_over(**changed: Any) -> HandOver:
    values: dict[str, Any] = {
        "giver": Words(kk=PROVIDER["name_kk"], ru=PROVIDER["name_ru"]),
        "receiver": Words(kk=BRANCH["name_kk"], ru=BRANCH["name_ru"]),
        "given_by": "Оспанов Жандос Талғатұлы",
        "received_by": "",
        "day": date(2016, 11, 17),
        "lines": [result_line(variables(**DECIDED))],
    }
    return HandOver(**{**values, **changed})


def register_line(serial: int, *, void: bool = False, **changed: Any) -> RegisterLine:
    values: dict[str, Any] = {
        "register": Register.ORDER,
        "serial": serial,
        "number": f"{serial}-Э/2016",
        "instance_id": f"{serial:032d}",
        "case_no": f"2016-{serial:06d}",
        "applicant": "Ахметова Айгүл Серікқызы",
        "allotted_at": NOW,
        "voided_at": NOW + timedelta(days=1) if void else None,
        "voided_by": "Әбенова Гүлнар Сәкенқызы" if void else "",
        "void_reason": "Сынып қате көрсетілген" if void else "",
    }
    return RegisterLine(**{**values, **changed})
