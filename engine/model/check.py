"""The verdict on a model: every rule in order, its soundness, and the lowered document that would run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from engine.expression.values import Value
from engine.model.definition import ProcessDefinition, executable_processes, read_definition
from engine.model.findings import Finding, ModelRefused, Severity
from engine.model.foreign import ignored_parts
from engine.model.intake import read_model
from engine.model.lowering import Refused, lower
from engine.model.rules import DOCUMENT_RULES, PROCESS_RULES
from engine.model.rules.subject import Subject, subject_of
from engine.model.schema import schema_findings
from engine.model.soundness import NEEDED, soundness
from engine.model.values import Call, Known, is_called
from engine.words import Sentence

__all__ = ["Known", "Verdict", "admit_model", "check_model"]


@dataclass(frozen=True, kw_only=True)
class Process:
    """One executable process of a model; `lowered` is there only where it may run."""

    definition: ProcessDefinition
    lowered: bytes | None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`processes` are there once the document could be read at all, in its order."""

    deployable: bool
    findings: tuple[Finding, ...]
    ignored: tuple[Sentence, ...] = ()
    processes: tuple[Process, ...] = field(default=(), repr=False)

    @property
    def definition(self) -> ProcessDefinition | None:
        """Of the first process."""
        return self.processes[0].definition if self.processes else None

    @property
    def lowered(self) -> bytes | None:
        """Of the first process, where it may run."""
        return self.processes[0].lowered if self.processes else None

    def as_json(self) -> dict[str, Value]:
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
    known = _with_own(known, root)
    subjects = [
        subject_of(root, known, process.get("id"), lenient=lenient)
        for process in executable_processes(root)
    ]
    return _verdict(subjects, findings)


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


def _with_own(known: Known, root: etree._Element) -> Known:
    """Processes of the same file may be called as those that are deployed; they are deployed together."""
    if known.called is None:
        return known
    deployed = known.called
    own = [read_definition(root, process.get("id")) for process in executable_processes(root)]

    def called(call: Call) -> ProcessDefinition | None:
        return next((each for each in own if is_called(call, each)), None) or deployed(call)

    return replace(known, called=called)


def _verdict(subjects: Sequence[Subject], before: tuple[Finding, ...]) -> Verdict:
    judged = [_judged(subject) for subject in subjects]
    found = dict.fromkeys((*before, *(finding for _, of_one in judged for finding in of_one)))
    return Verdict(
        deployable=all(process.lowered is not None for process, _ in judged),
        findings=tuple(found),
        ignored=ignored_parts(subjects[0].root),
        processes=tuple(process for process, _ in judged),
    )


def _judged(subject: Subject) -> tuple[Process, tuple[Finding, ...]]:
    found = tuple(finding for rule in PROCESS_RULES.values() for finding in rule(subject))
    if NEEDED.isdisjoint(finding.rule for finding in _errors(found)):
        found = (*found, *soundness(subject))
    lowered: bytes | None = None
    if not _errors(found):
        try:
            lowered = lower(subject.root, subject.definition.process_id)
        except Refused as refused:
            name = refused.element_id or ""
            found = (*found, Finding(rule="lowering", element_id=name, message=refused.reason))
    return Process(definition=subject.definition, lowered=lowered), found


def _errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
