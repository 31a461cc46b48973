"""Script tasks assign variables; no other language runs in the engine."""

from __future__ import annotations

from lxml import etree

from engine.expression import ExpressionInvalid, compile_script
from engine.model.dialect import SCRIPT_FORMAT, ElementKind, bpmn
from engine.model.lowering.document import every_node
from engine.model.lowering.refusal import Refused
from engine.words import said


def check_scripts(root: etree._Element) -> None:
    """Refused: any other script format, and lines that assign nothing."""
    for task in every_node(root, ElementKind.SCRIPT_TASK):
        name = task.get("id", "")
        if task.get("scriptFormat") != SCRIPT_FORMAT:
            raise Refused(
                name, said("only scripts of the format {format} are run", format=SCRIPT_FORMAT)
            )
        try:
            compile_script(task.findtext(bpmn("script")) or "")
        except ExpressionInvalid as error:
            raise Refused(name, error.words) from error
