"""What the check says of a model, as its page shows it: at the elements and in a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from engine.diagram import Marks
from engine.model.check import Verdict
from engine.model.differences import Difference, differences, element_name, flow_name
from engine.model.edition import read_edition
from engine.model.findings import Finding, Severity
from engine.model.intake import read_model
from engine.model.values import ProcessDefinition
from engine.storage.columns import Record
from web.models.upload import ModelFile
from web.models.versions import edition_of
from web.models.view import with_scopes
from web.pictures import picture


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """name: of the element or flow, its id where it has none, empty for the file as a whole. message: in the page's language.

    way: ids of the elements on the way there, as far as one is told.
    """

    element_id: str
    name: str
    message: str
    rule: str
    grave: bool
    way: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A verdict with its picture. found: differences from the newest version, None where there is no version yet."""

    verdict: Verdict
    lines: tuple[FindingLine, ...]
    picture: str | None
    found: tuple[Difference, ...] | None = None

    @property
    def errors(self) -> int:
        return sum(line.grave for line in self.lines)


def shown_verdict(
    file: ModelFile, verdict: Verdict, *, newest: Record | None, language: str
) -> Shown:
    """newest: the row of the newest version, or None."""
    return Shown(
        verdict=verdict,
        lines=finding_lines(verdict.findings, verdict.definition, language),
        picture=_picture(file, verdict, language),
        found=_found(file, verdict, newest),
    )


def finding_lines(
    findings: Iterable[Finding], definition: ProcessDefinition | None, language: str
) -> tuple[FindingLine, ...]:
    """What forbids the deployment first."""
    lines = (
        FindingLine(
            element_id=finding.element_id,
            name=_name(finding.element_id, definition, language),
            message=finding.message.text(language),
            rule=finding.rule,
            grave=finding.severity is Severity.ERROR,
            way=finding.way,
        )
        for finding in findings
    )
    return tuple(sorted(lines, key=lambda line: not line.grave))


def _name(element_id: str, definition: ProcessDefinition | None, language: str) -> str:
    if definition is None or not element_id:
        return element_id
    if element_id in definition.flows:
        return flow_name(definition, definition.flows[element_id]).text(language)
    return element_name(definition, element_id).text(language)


def _picture(file: ModelFile, verdict: Verdict, language: str) -> str | None:
    return picture(file.xml, verdict_marks(verdict), language=language, title=file.name)


def verdict_marks(verdict: Verdict) -> Marks:
    """The elements that findings are about, and their ways: a token at each element, the flows between them taken."""
    troubled = {finding.element_id for finding in verdict.findings if finding.element_id}
    if verdict.definition is None:
        return Marks(troubled=frozenset(troubled))
    steps = {step for finding in verdict.findings for step in pairwise(finding.way)}
    return Marks(
        troubled=frozenset(with_scopes(verdict.definition, troubled)),
        active=frozenset(key for step in steps for key in step),
        taken=frozenset(
            flow.id
            for flow in verdict.definition.flows.values()
            if (flow.source, flow.target) in steps
        ),
    )


def _found(
    file: ModelFile, verdict: Verdict, newest: Record | None
) -> tuple[Difference, ...] | None:
    if verdict.definition is None or newest is None:
        return None
    root = read_model(file.xml, file=file.name)
    made = read_edition(root, file.model().forms, verdict.definition.process_id)
    return differences(edition_of(newest), made)
