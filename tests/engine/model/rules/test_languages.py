"""Each finding of the wrong models is said in Kazakh and Russian to its last part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.model.check import check_model
from engine.words import Sentence
from engine.words.sentence import translations
from tests.engine.model.models import KNOWN
from tests.engine.words.written import FORMULAS

RULES = Path(__file__).parent
MODELS = [*sorted(RULES.glob("*/invalid_*.bpmn")), *sorted(RULES.parent.glob("refused/*.bpmn"))]


def parts(sentence: Sentence) -> Iterator[Sentence]:
    yield sentence
    for value in sentence.values.values():
        if isinstance(value, Sentence):
            yield from parts(value)


def is_prose(template: str) -> bool:
    """A template that only joins others holds no words."""
    return template not in FORMULAS and not template.replace("{by}", "").startswith(
        ("{part", "{text}")
    )


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_part_of_a_finding_is_left_in_english(path: Path, language: str) -> None:
    verdict = check_model(path.read_bytes(), file=path.name, known=KNOWN)
    said = [part for finding in verdict.findings for part in parts(finding.message)]

    assert verdict.findings
    assert [
        part.template
        for part in said
        if part and is_prose(part.template) and part.template not in translations(language)
    ] == []
    assert all(finding.message.text(language) != finding.message for finding in verdict.findings)
