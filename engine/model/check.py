"""The verdict on a model: every rule in order, its soundness, and the lowered document that would run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from engine.model.definition import ProcessDefinition
from engine.model.findings import Finding, ModelRefused, Severity
from engine.model.foreign import ignored_parts
from engine.model.intake import read_model
from engine.model.lowering import Refused, lower
from engine.model.rules import DOCUMENT_RULES, PROCESS_RULES
from engine.model.rules.subject import Subject, subject_of
from engine.model.schema import schema_findings
from engine.model.soundness import NEEDED, soundness
from engine.model.values import Known
from engine.words import Sentence

__all__ = ["Known", "Verdict", "admit_model", "check_model"]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`definition` is there once the document could be read at all, `lowered` only where the model is deployable."""

    deployable: bool
    findings: tuple[Finding, ...]
    ignored: tuple[Sentence, ...] = ()
    definition: ProcessDefinition | None = field(default=None, repr=False)
    lowered: bytes | None = field(default=None, repr=False)

    def as_json(self) -> dict[str, Any]:
        """What `check --json` prints (design.md 4)."""
        return {
            "deployable": self.deployable,
            "findings": [
                {
                    "rule": f.rule,
                    "element_id": f.element_id,
                    "message": str(f.message),
                    "severity": f.severity.value,
                }
                for f in self.findings
            ],
            "ignored": [str(part) for part in self.ignored],
        }


def check_model(xml: bytes, *, file: str, known: Known, lenient: bool = False) -> Verdict:
    """Judge a model; never raises for what stands in it.

    lenient: missing or unknown forms, job types and lanes are warnings, as `trace` has it.
    """
    try:
        root = read_model(xml, file=file)
    except ModelRefused as refused:
        return Verdict(deployable=False, findings=refused.findings)
    findings = tuple(_document_findings(root))
    if _errors(findings):
        return Verdict(deployable=False, findings=findings, ignored=ignored_parts(root))
    return _process_verdict(subject_of(root, known, lenient=lenient), findings)


def admit_model(xml: bytes, *, file: str, known: Known) -> Verdict:
    """Judge a model for deployment. Raises ModelRefused with the errors where it is not deployable."""
    verdict = check_model(xml, file=file, known=known)
    if not verdict.deployable:
        raise ModelRefused(file, _errors(verdict.findings))
    return verdict


def _document_findings(root: etree._Element) -> Iterator[Finding]:
    for rule in DOCUMENT_RULES.values():
        yield from rule(root)
    yield from schema_findings(root)


def _process_verdict(subject: Subject, before: tuple[Finding, ...]) -> Verdict:
    found = (*before, *(finding for rule in PROCESS_RULES.values() for finding in rule(subject)))
    if NEEDED.isdisjoint(finding.rule for finding in _errors(found)):
        found = (*found, *soundness(subject))
    lowered: bytes | None = None
    if not _errors(found):
        try:
            lowered = lower(subject.root)
        except Refused as refused:
            found = (
                *found,
                Finding(
                    rule="lowering", element_id=refused.element_id or "", message=refused.reason
                ),
            )
    return Verdict(
        deployable=lowered is not None,
        findings=found,
        ignored=ignored_parts(subject.root),
        definition=subject.definition,
        lowered=lowered,
    )


def _errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
