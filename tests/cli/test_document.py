"""The process told in words on the terminal, as its page tells it."""

from __future__ import annotations

import pytest

from engine.model.findings import ModelRefused
from tests.cli.conftest import MODEL


@pytest.mark.parametrize(
    ("language", "title", "heading", "step"),
    [
        ("kk", "# Негізгі орта", "## Рөлдер бойынша қадамдар", "15 минут (Мемлекеттік"),
        ("ru", "# Выдача разрешения", "## Шаги по ролям", "минут: 15 (рабочее время"),
        ("en", "# Permission to study", "## Steps by role", "minutes: 15 (opening hours"),
    ],
)
def test_the_model_is_told_in_the_language_that_is_asked_for(run, language, title, heading, step):
    result = run("document", MODEL, "--language", language)

    assert result.exit_code == 0
    assert result.output.startswith(title)
    assert f"\n{heading}\n" in result.output
    assert step in result.output


def test_it_speaks_kazakh_where_nothing_is_asked_for(run):
    assert run("document", MODEL).output == run("document", MODEL, "--language", "kk").output


def test_forms_meanwhile_and_conditions_are_told(run):
    lines = run("document", MODEL, "--language", "en").output.splitlines()

    assert "  - Is the document package complete? (required): Yes; No" in lines
    assert "- What may happen meanwhile:" in lines
    assert any(
        line.startswith("  - «Is the document package complete?» = «Yes» → ") for line in lines
    )


def test_a_file_that_is_no_model_is_refused_with_a_sentence(run, tmp_path):
    path = tmp_path / "model.bpmn"
    path.write_bytes(b"%PDF-1.7")

    with pytest.raises(ModelRefused, match="is a PDF"):
        run("document", path)
