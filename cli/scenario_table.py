"""How several scenarios ended and what they walk together, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import orjson

from engine.model.values import ProcessDefinition
from engine.rehearsal.results import Result, Results


def scenario_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those that lie in the folders named, by name."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.glob("*.json")) if path.is_dir() else [path]
        found |= dict.fromkeys(inside)
    if paths and not found:
        raise click.UsageError("there is no scenario (*.json) in that folder")
    return list(found)


def print_results(results: Results, definition: ProcessDefinition, *, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(_as_json(results), option=orjson.OPT_INDENT_2).decode())
        return
    for line in (*_scenario_lines(results), *_coverage_lines(results, definition)):
        click.echo(line)


def _scenario_lines(results: Results) -> Iterator[str]:
    width = max((len(result.name) for result in results.results), default=0)
    for result in results.results:
        status = result.traced.status if result.traced else "not run"
        words = "" if result.kept else f"  not as expected: {_difference(result)}"
        yield f"{result.name:{width}}  {status}{words}"
        for remark in result.remarks:
            yield f"{'':{width}}  warning: {remark}"
    yield f"{len(results.results)} scenarios, {results.failed} not as expected"


def _coverage_lines(results: Results, definition: ProcessDefinition) -> Iterator[str]:
    coverage = results.coverage
    for word, counts, missed in (
        ("elements", coverage.elements, coverage.missed_elements),
        ("flows", coverage.flows, coverage.missed_flows),
    ):
        yield f"{word} walked: {len(counts) - len(missed)} of {len(counts)}"
    for element_id in coverage.missed_elements:
        yield f"never: {element_id}"
    for flow_id in coverage.missed_flows:
        flow = definition.flows[flow_id]
        yield f"never: {flow.source} -> {flow.target} ({flow_id})"


def _as_json(results: Results) -> dict[str, object]:
    coverage = results.coverage
    return {
        "scenarios": [
            {
                "name": result.name,
                "status": result.traced.status if result.traced else "not run",
                "difference": _difference(result),
                "remarks": list(result.remarks),
            }
            for result in results.results
        ],
        "coverage": {
            "elements": dict(coverage.elements),
            "flows": dict(coverage.flows),
            "missed_elements": coverage.missed_elements,
            "missed_flows": coverage.missed_flows,
        },
    }


def _difference(result: Result) -> str | None:
    if result.difference is not None:
        return str(result.difference)
    return result.failure or None
