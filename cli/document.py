"""document MODEL.bpmn: the process told in words, as its page has it, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from engine.model.edition import read_edition
from engine.model.intake import read_model
from engine.modelling.document_parts import Documentation, Meanwhile, Step
from engine.modelling.documentation import document_model
from engine.modelling.headings import headings
from engine.modelling.ways import Way
from engine.words import LANGUAGES
from forms.library import form_contents
from workers.described import job_descriptions

Words = dict[str, str]


@click.command()
@click.argument("model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), default="kk", help="Kazakh.")
def document(model: Path, language: str) -> None:
    """Tell MODEL in words: steps by role, forms, terms, what comes next. Markdown, to be kept or printed."""
    root = read_model(model.read_bytes(), file=model.name)
    edition = read_edition(root, form_contents())
    told = document_model(edition, language=language, jobs=job_descriptions())
    click.echo("\n".join(document_lines(told, headings(language))))


def document_lines(told: Documentation, words: Words) -> Iterator[str]:
    """As Markdown; words: of engine.modelling.headings."""
    yield f"# {told.title}"
    yield ""
    yield from _facts(
        [
            (words["key"], told.key),
            (words["tag"], told.version_tag),
            (words["rules"], told.rules),
            (words["term_of_case"], told.term),
        ]
    )
    yield from ("", f"## {words['starts']}", "")
    for start in told.starts:
        yield f"- {start.name}"
        yield from _ways(start.ways, words)
    yield from _steps(told, words)
    if told.anytime:
        yield from ("", f"## {words['anytime']}", "")
        for each in told.anytime:
            yield from _meanwhile(each, words["ends_case"], words["case_goes_on"], words)
    yield from _rest(told, words)


def _steps(told: Documentation, words: Words) -> Iterator[str]:
    yield from ("", f"## {words['steps']}")
    for role in told.roles:
        yield from ("", f"### {role.name or words['no_role']}")
        for step in role.steps:
            yield from _step(step, words)


def _step(step: Step, words: Words) -> Iterator[str]:
    yield from ("", f"#### {step.number}. {step.name}", "")
    job = " – ".join(filter(None, (step.job, step.job_says)))
    yield from _facts(
        [
            (words["what"], step.documentation),
            (words["only"], step.assignee),
            (words["groups"], ", ".join(step.groups)),
            (words["job"], job),
            (words["waits"], step.waits_for),
            (words["term"], step.term),
            (words["retries"], step.retries),
            (words["form"], step.form.title if step.form else ""),
        ]
    )
    for field in step.form.fields if step.form else ():
        required = f" ({words['required']})" if field.required else ""
        options = f": {'; '.join(field.options)}" if field.options else ""
        asked = f"; {words['shown_if']} {field.shown_if}" if field.shown_if else ""
        yield f"  - {field.label}{required}{options}{asked}"
    if step.meanwhile:
        yield f"- {words['meanwhile']}:"
        for each in step.meanwhile:
            yield from _meanwhile(each, words["ends_step"], words["goes_on"], words)
    yield f"- {words['next']}:"
    yield from _ways(step.ways, words)


def _meanwhile(each: Meanwhile, over: str, goes_on: str, words: Words) -> Iterator[str]:
    when = f" ({each.when})" if each.name and each.when else ""
    yield f"  - {each.name or each.when}{when}: {over if each.ends else goes_on}"
    yield from _ways(each.ways, words)


def _ways(ways: Iterable[Way], words: Words) -> Iterator[str]:
    lines = []
    for way in ways:
        needed = f"{'; '.join(way.conditions)} → " if way.conditions else ""
        number = f"{way.number}. " if way.number else ""
        lines.append(f"  - {needed}{number}{way.name}")
    yield from lines or [f"  - {words['nothing_next']}"]


def _rest(told: Documentation, words: Words) -> Iterator[str]:
    if told.messages:
        yield from ("", f"## {words['messages']}", "")
    for message in told.messages:
        yield f"- {message.name}: {'; '.join(message.received_at) or words['nobody']}"
    yield from ("", f"## {words['ends']}", "")
    yield from (f"- {end.name}" for end in told.ends)
    if told.variables:
        yield from ("", f"## {words['variables']}", "")
    for variable in told.variables:
        yield f"- {variable.name}: {variable.label} ({'; '.join(variable.set_at)})"


def _facts(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from (f"- {name}: {text}" for name, text in pairs if text)
