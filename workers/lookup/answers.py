"""What a lookup leaves in the variables, and when it need not be asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from engine.expression.values import Variables
from engine.history.events import instant_text
from workers.lookup.records import CertificateRecord, PersonRecord

NOT_FOUND = "not found"


def answered_before(value: object, iin: str) -> Variables | None:
    """An answer that is in the variables already: by the gateway for this number, or typed by hand."""
    if not isinstance(value, Mapping) or not value.get("answered_at"):
        return None
    same = value.get("iin") == iin and value.get("found") is True
    return dict(value) if same or value.get("source") == "by-hand" else None


def person_answer(record: PersonRecord | None, iin: str, *, source: str, at: datetime) -> Variables:
    """Empty fields and `found: false` where the register holds nobody: the desk types what the document shows."""
    return {
        "surname": record.surname if record else None,
        "name": record.name if record else None,
        "patronymic": record.patronymic if record else None,
        "birth_date": record.birth_date.isoformat() if record else None,
        **_provenance(record, iin, source, at),
    }


def certificate_answer(
    record: CertificateRecord | None, iin: str, *, source: str, at: datetime
) -> Variables:
    """Empty fields and `found: false` where there is no certificate: the specialist asks for a copy."""
    return {
        "number": record.number if record else None,
        "issued_on": record.issued_on.isoformat() if record else None,
        "issued_by": record.issued_by if record else None,
        "birth_date": record.birth_date.isoformat() if record else None,
        "full_name": record.full_name if record else None,
        **_provenance(record, iin, source, at),
    }


def _provenance(record: object, iin: str, source: str, at: datetime) -> Variables:
    found = record is not None
    return {
        "iin": iin,
        "found": found,
        "source": source if found else f"{source}: {NOT_FOUND}",
        "answered_at": instant_text(at),
    }
