"""The table of docs/auditors.md: each tampering, and the line that each of the two verifiers prints."""

from __future__ import annotations

import copy
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from audit.exports.reading import check_case_file
from engine.settings import ROOT
from tests.audit.exports.conftest import Exported
from tests.audit.exports.tampering import Forged, forged, packed, second_verifier

PAGE = ROOT / "docs" / "auditors.md"
FOUND_NOTHING = "nothing"
HEAD, SEAL, DOCUMENTS = "--head", "--seal", "--documents"


@dataclass(frozen=True, kw_only=True)
class Tampering:
    """words: as the page has it. made: the file that comes out. given: what the verifiers get beside the file."""

    words: str
    made: Callable[[Exported, Exported], bytes]
    given: tuple[str, ...] = ()


def edited(issued: Exported, _: Exported) -> bytes:
    case = forged(issued.content)
    case.lines[3]["actor"] = "somebody"
    return case.reseal()


def edited_data(issued: Exported, _: Exported) -> bytes:
    case = forged(issued.content)
    case.set_payload(4, case.payload(4).replace(b"true", b"null"))
    return case.reseal()


def deleted(issued: Exported, _: Exported) -> bytes:
    case = forged(issued.content)
    del case.lines[3]
    case.set_payload(4, None)
    return case.reseal()


def deleted_renumbered(issued: Exported, _: Exported) -> bytes:
    case = forged(issued.content)
    del case.lines[3]
    for seq in range(4, 8):
        case.set_payload(seq, case.payload(seq + 1))
    case.set_payload(8, None)
    case.renumber()
    return case.reseal()


def inserted(issued: Exported, _: Exported) -> bytes:
    case = forged(issued.content)
    case.lines.insert(4, copy.deepcopy(case.lines[3]))
    for seq in range(8, 3, -1):
        case.set_payload(seq + 1, case.payload(seq))
    case.renumber()
    return case.reseal()


def reordered(issued: Exported, _: Exported) -> bytes:
    case = forged(issued.content)
    case.lines[2], case.lines[3] = case.lines[3], case.lines[2]
    return case.reseal()


def cut_off(issued: Exported, _: Exported) -> bytes:
    case = forged(issued.content)
    del case.lines[5:]
    for seq in (6, 7, 8):
        case.set_payload(seq, None)
    case.manifest |= {"status": "active", "outcome": None}
    return case.reseal()


def cut_off_unsaid(issued: Exported, _: Exported) -> bytes:
    case = forged(issued.content)
    lines = case.entries["events.jsonl"].splitlines(keepends=True)[:5]
    rest = {name: content for name, content in case.entries.items() if name not in LAST_PAYLOADS}
    return packed(rest | {"events.jsonl": b"".join(lines)}, case.manifest)


LAST_PAYLOADS = frozenset(f"payloads/{seq:06}.bin" for seq in (6, 7, 8))


def swapped(issued: Exported, refused: Exported) -> bytes:
    mine, other = forged(issued.content), forged(refused.content)
    mine.lines = other.lines
    for seq in range(1, 9):
        mine.set_payload(seq, None)
    for seq in range(1, len(other.lines) + 1):
        mine.set_payload(seq, other.payload(seq))
    return mine.reseal()


def rehashed(issued: Exported, _: Exported) -> bytes:
    case = forged(issued.content)
    case.set_payload(4, case.payload(4).replace(b'"remark":"=1+1"', b'"remark":"=1+2"'))
    case.rehash()
    return case.reseal()


def rehashed_alike(issued: Exported, _: Exported) -> bytes:
    """Another actor: the path is the same, so that re-execution has nothing to say."""
    case = forged(issued.content)
    case.lines[3]["actor"] = "somebody"
    case.rehash()
    return case.reseal()


def changed_entry(name: str) -> Callable[[Exported, Exported], bytes]:
    def changed(issued: Exported, _: Exported) -> bytes:
        case = forged(issued.content)
        case.entries[name] += b" "
        return case.reseal()

    return changed


def changed_document(issued: Exported, _: Exported) -> bytes:
    """The sum of the document is put right in the list of files, not where the manifest describes it."""
    case = forged(issued.content)
    case.entries[_document(case)] += b" "
    return case.reseal()


def changed_document_covered(issued: Exported, _: Exported) -> bytes:
    case = forged(issued.content)
    name = _document(case)
    case.entries[name] += b" "
    case.manifest["documents"][0]["sha256"] = hashlib.sha256(case.entries[name]).hexdigest()
    return case.reseal()


def _document(case: Forged) -> str:
    return str(case.manifest["documents"][0]["file"])


TAMPERINGS = (
    Tampering(words="an event edited", made=edited),
    Tampering(words="the data of an event edited", made=edited_data),
    Tampering(words="an event deleted", made=deleted),
    Tampering(words="an event deleted, the rest renumbered", made=deleted_renumbered),
    Tampering(words="an event inserted", made=inserted),
    Tampering(words="two events in each other's place", made=reordered),
    Tampering(words="the end cut off, the manifest as it was", made=cut_off_unsaid),
    Tampering(words="the end cut off, the manifest to match", made=cut_off),
    Tampering(words="the same", made=cut_off, given=(HEAD,)),
    Tampering(words="the history of another case put in", made=swapped),
    Tampering(words="the whole file of another case", made=lambda _, refused: refused.content, given=(HEAD,)),
    Tampering(words="an answer edited, every hash computed anew", made=rehashed),
    Tampering(words="the same", made=rehashed, given=(HEAD,)),
    Tampering(words="the person edited, every hash computed anew", made=rehashed_alike),
    Tampering(words="the same", made=rehashed_alike, given=(HEAD,)),
    Tampering(words="the model edited", made=changed_entry("model.bpmn")),
    Tampering(words="a form edited", made=changed_entry("forms/check.json")),
    Tampering(words="a document edited", made=changed_document, given=(DOCUMENTS,)),
    Tampering(words="a document edited, and all that is said of it", made=changed_document_covered, given=(SEAL,)),
    Tampering(words="the page edited", made=changed_entry("index.html")),
    Tampering(words="the same", made=changed_entry("index.html"), given=(SEAL,)),
)  # fmt: skip


def first_line(lines: list[str]) -> str:
    """The first check that fails, as it is printed."""
    found = next((line for line in lines if line.startswith("BROKEN")), "")
    return f"`{found}`" if found else FOUND_NOTHING


@pytest.fixture
def judged(issued, refused, tmp_path, capsys):
    """What both verifiers print first about a tampering."""

    def judge(tampering: Tampering) -> tuple[str, str]:
        content = tampering.made(issued, refused)
        known = {HEAD: issued.sealed.head, SEAL: issued.sealed.seal}
        options = [part for one in tampering.given for part in (one, known.get(one)) if part]
        report = check_case_file(io.BytesIO(content), **named(tampering, known))
        return first_line(list(report.lines())), second(tmp_path, capsys, content, options)

    return judge


def named(tampering: Tampering, known: dict[str, str]) -> dict[str, str]:
    return {one.removeprefix("--"): known[one] for one in tampering.given if one in known}


def second(folder: Path, capsys: pytest.CaptureFixture[str], content: bytes, options: list[str]) -> str:  # fmt: skip
    path = folder / "case.zip"
    path.write_bytes(content)
    capsys.readouterr()
    status = second_verifier().main([str(path), *options])
    line = first_line(capsys.readouterr().out.splitlines())
    assert (status == 0) == (line == FOUND_NOTHING)
    return line


def row(tampering: Tampering, first: str, other: str) -> str:
    given = ", ".join(f"`{one}`" for one in tampering.given)
    return f"| {tampering.words} | {given} | {first} | {other} |"


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: " ".join((one.words, *one.given)))
def test_the_page_prints_what_both_verifiers_say(judged, tampering):
    assert row(tampering, *judged(tampering)) in PAGE.read_text().splitlines()


@pytest.mark.parametrize(
    "tampering", [one for one in TAMPERINGS if one.given], ids=lambda one: one.words
)
def test_with_a_witness_from_elsewhere_both_find_it(judged, tampering):
    assert FOUND_NOTHING not in judged(tampering)


def test_the_table_of_the_page_has_no_other_rows():
    lines = PAGE.read_text().splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("| tampering |")) + 2
    rows = lines[start : start + len(TAMPERINGS) + 1]

    assert [line.split("|")[1].strip() for line in rows[:-1]] == [one.words for one in TAMPERINGS]
    assert rows[-1] == ""
