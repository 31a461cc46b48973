"""What may be corrected by hand is asked for by a form of the process."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.findings import Finding, Severity
from engine.model.rules.nearest import did_you_mean
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "correctable"


def correctable(subject: Subject) -> Iterator[Finding]:
    known, definition = subject.known, subject.definition
    if known.asked is None or known.form_keys is None:
        return
    asked = {name for key in definition.form_keys & known.form_keys for name in known.asked(key)}
    for name in definition.correctable:
        if name not in asked:
            message = said(
                "The property correctable names {name}, which no form of the process asks for: nobody can correct it.{meant}",
                name=name,
                meant=did_you_mean(name, asked),
            )
            yield Finding(
                rule=RULE,
                element_id=definition.process_id,
                message=message,
                severity=Severity.WARNING,
            )
