"""Expressions are compiled when a model is lowered, so that none fails to be read when it is needed."""

from __future__ import annotations

from lxml import etree

from engine.expression import ExpressionInvalid, compile_expression
from engine.model import dialect
from engine.model.lowering.refusal import Refused


def check_expression(element_id: str, node: etree._Element) -> None:
    """Refused: text of an element that is no expression."""
    check_text(element_id, dialect.clean_text(node) or "")


def check_text(element_id: str, text: str) -> None:
    """Refused: text that is no expression."""
    try:
        compile_expression(text)
    except ExpressionInvalid as error:
        raise Refused(element_id, error.words) from error
