"""Whatever is done to a case file, both verifiers find it and name the first event that does not fit."""

from __future__ import annotations

import copy

import pytest

from audit.exports.archive import CaseFileUnreadable
from tests.audit.exports.tampering import (
    first_says,
    forged,
    packed,
    second_says,
    unpacked,
    zipped,
)


@pytest.fixture
def verdicts(tmp_path, capsys):
    """Which check each of the two verifiers broke first, and at which event."""

    def judge(content, head=""):
        first = first_says(content, head=head)
        second = second_says(tmp_path, capsys, content, "--documents", "--head", head)
        return first, second

    return judge


def assert_both(verdict, name, seq):
    first, second = verdict
    assert (first[name].broken_at, second[name].split(":")[0]) == (seq, f"event {seq}")


def test_what_was_not_touched_holds(issued, refused, verdicts):
    assert verdicts(issued.content) == ({}, {})
    assert verdicts(issued.content, issued.sealed.head) == ({}, {})
    assert verdicts(issued.content, issued.sealed.head.upper()) == ({}, {})
    assert verdicts(refused.content, refused.sealed.head) == ({}, {})


@pytest.mark.parametrize("seq", [1, 4, 8])
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("kind", "timer_fired"),
        ("element_id", "Decide"),
        ("actor", "somebody"),
        ("at", "2016-09-05T04:00:00.000001Z"),
        ("payload_hash", "0" * 64),
        ("engine_version", 2),
        ("hash", "0" * 64),
    ],
)
def test_an_edited_event_is_named(issued, verdicts, member, value, seq):
    case = forged(issued.content)
    case.lines[seq - 1][member] = value

    assert_both(verdicts(case.reseal()), "chain", seq)


@pytest.mark.parametrize("seq", [1, 4, 8])
@pytest.mark.parametrize("place", [0, 31, 32, -1])
def test_an_edited_payload_is_named(issued, verdicts, seq, place):
    case = forged(issued.content)
    content = bytearray(case.payload(seq))
    content[place] ^= 1
    case.set_payload(seq, bytes(content))

    assert_both(verdicts(case.reseal()), "payloads", seq)


@pytest.mark.parametrize("seq", [1, 4, 7])
def test_a_deleted_event_is_named(issued, verdicts, seq):
    case = forged(issued.content)
    del case.lines[seq - 1]
    case.set_payload(seq, None)

    assert_both(verdicts(case.reseal()), "chain", seq)


def test_a_deleted_event_is_named_though_the_rest_is_renumbered(issued, verdicts):
    case = forged(issued.content)
    del case.lines[3]
    for seq in range(4, 8):
        case.set_payload(seq, case.payload(seq + 1))
    case.set_payload(8, None)
    case.renumber()

    assert_both(verdicts(case.reseal()), "chain", 4)


def test_an_inserted_event_is_named(issued, verdicts):
    case = forged(issued.content)
    case.lines.insert(4, copy.deepcopy(case.lines[3]))
    for seq in range(8, 3, -1):
        case.set_payload(seq + 1, case.payload(seq))
    case.renumber()

    assert_both(verdicts(case.reseal()), "chain", 5)


def test_an_event_added_at_the_end_is_named(issued, verdicts):
    case = forged(issued.content)
    case.lines.append(copy.deepcopy(case.lines[-1]) | {"seq": 9})
    case.set_payload(9, case.payload(8))

    assert_both(verdicts(case.reseal()), "chain", 9)


@pytest.mark.parametrize("renumbered", [False, True])
def test_two_events_that_changed_places_are_named(issued, verdicts, renumbered):
    case = forged(issued.content)
    case.lines[2], case.lines[3] = case.lines[3], case.lines[2]
    if renumbered:
        case.renumber()

    assert_both(verdicts(case.reseal()), "chain", 3)


def cut(case, seq):
    """Take away all from the event on, and let the manifest say so."""
    del case.lines[seq - 1 :]
    for number in range(seq, 9):
        case.set_payload(number, None)
    case.manifest |= {"status": "active", "outcome": None}
    return case.reseal()


def test_a_cut_off_end_is_named_against_an_exported_head(issued, verdicts):
    assert_both(verdicts(cut(forged(issued.content), 6), issued.sealed.head), "head", 6)


def test_a_cut_off_end_alone_is_only_said_to_be_unwitnessed(issued, tmp_path, capsys):
    content = cut(forged(issued.content), 6)

    assert first_says(content) == {}
    assert second_says(tmp_path, capsys, content) == {}


def test_a_cut_off_end_is_named_where_the_manifest_was_left(issued, verdicts):
    case = forged(issued.content)
    entries = dict(case.entries)
    entries["events.jsonl"] = b"".join(entries["events.jsonl"].splitlines(keepends=True)[:5])
    for seq in (6, 7, 8):
        del entries[f"payloads/{seq:06}.bin"]

    assert_both(verdicts(packed(entries, case.manifest)), "head", 6)


def test_two_cases_that_changed_places_are_named(issued, refused, verdicts):
    mine, other = forged(issued.content), forged(refused.content)
    mine.lines = other.lines
    for seq in range(1, 9):
        mine.entries.pop(f"payloads/{seq:06}.bin")
    for seq in range(1, len(other.lines) + 1):
        mine.set_payload(seq, other.payload(seq))

    assert_both(verdicts(mine.reseal()), "case", 1)


def test_a_file_that_was_swapped_whole_is_named_by_the_head(issued, refused, verdicts):
    first, second = verdicts(refused.content, issued.sealed.head)

    assert set(first) == {"head"} == set(second)


def forger(content):
    """Another answer, with every hash computed anew."""
    case = forged(content)
    case.set_payload(4, case.payload(4).replace(b'"complete":true', b'"complete":null'))
    case.rehash()
    return case.reseal()


def test_a_chain_computed_anew_is_named_by_the_head(issued, verdicts):
    first, second = verdicts(forger(issued.content), issued.sealed.head)

    assert set(first) == {"head"} == set(second)


def test_a_chain_computed_anew_is_named_by_the_execution_even_without_head(issued):
    found = first_says(forger(issued.content))

    assert set(found) == {"execution"}
    assert found["execution"].broken_at == 4


@pytest.mark.parametrize("name", ["model.bpmn", "forms/check.json"])
def test_an_edited_model_or_form_is_named(issued, verdicts, name):
    case = forged(issued.content)
    case.entries[name] = case.entries[name].replace(b"check", b"cheek")

    assert_both(verdicts(case.reseal()), "model", 1)


def test_a_form_of_no_model_is_named(issued, verdicts):
    case = forged(issued.content)
    case.entries["forms/more.json"] = b"{}"

    assert_both(verdicts(case.reseal()), "model", 1)


def test_what_was_executed_must_be_what_the_model_gives(issued):
    case = forged(issued.content)
    case.entries["lowered.bpmn"] = case.entries["lowered.bpmn"].replace(
        b"Fine_Refused", b"Fine_Decide"
    )

    assert set(first_says(case.reseal())) == {"lowered"}


def test_another_lowering_is_not_compared_but_executed(issued):
    case = forged(issued.content)
    case.manifest["lowering_versions"]["lowered.bpmn"] = 0
    assert first_says(case.reseal()) == {}

    case.entries["lowered.bpmn"] = b"<broken"
    assert set(first_says(case.reseal())) == {"execution"}


def test_a_payload_of_no_event_is_named(issued, verdicts):
    case = forged(issued.content)
    case.set_payload(9, b"x" * 40)
    first, second = verdicts(case.reseal())

    assert set(second) == {"payloads"} == set(first)


def test_an_erased_payload_is_named(issued, verdicts):
    case = forged(issued.content)
    case.set_payload(5, None)

    assert_both(verdicts(case.reseal()), "payloads", 5)


def test_another_status_in_the_manifest_is_named(issued):
    case = forged(issued.content)
    case.manifest["status"] = "active"

    assert set(first_says(case.reseal())) == {"execution"}


@pytest.mark.parametrize("name", ["README.txt", "index.html", "model.bpmn", "events.jsonl"])
def test_without_a_new_manifest_every_changed_byte_is_named(issued, verdicts, name):
    entries = unpacked(issued.content)
    entries[name] += b" "
    first, second = verdicts(zipped(entries))

    assert name in first["files"].detail
    assert name in second["files"]


@pytest.mark.parametrize("suffix", ["", ".signature-1"])
def test_an_edited_document_or_signature_is_named(issued, verdicts, suffix):
    entries = unpacked(issued.content)
    name = next(one for one in entries if one.endswith(f".pdf{suffix}"))
    entries[name] += b" "
    first, second = verdicts(zipped(entries))

    assert name in first["files"].detail
    assert name in second["documents"]


def test_documents_are_compared_only_when_asked_for(issued, tmp_path, capsys):
    entries = unpacked(issued.content)
    name = next(one for one in entries if one.endswith(".pdf"))
    entries[name] += b" "

    assert second_says(tmp_path, capsys, zipped(entries)) == {}


@pytest.mark.parametrize("change", ["added", "removed"])
def test_every_entry_is_listed_and_there(issued, verdicts, change):
    entries = unpacked(issued.content)
    if change == "added":
        entries["more.txt"] = b""
    else:
        del entries["README.txt"]
    first, second = verdicts(zipped(entries))

    assert set(first) == {"files"} == set(second)


def test_with_the_seal_nothing_at_all_can_be_changed(issued, tmp_path, capsys):
    case = forged(issued.content)
    case.entries["index.html"] = b"<p>granted</p>"
    content, seal = case.reseal(), issued.sealed.seal

    assert first_says(content) == {}
    assert set(first_says(content, seal=seal)) == {"files"}
    assert set(second_says(tmp_path, capsys, content, "--seal", seal)) == {"manifest"}
    assert second_says(tmp_path, capsys, issued.content, "--seal", seal) == {}


@pytest.mark.parametrize(
    "line",
    [
        b'{"seq":1}',
        b"[]",
        b"1",
        b"nonsense",
        b'{"seq":1.5}',
        b"\xff",
    ],
)
def test_a_line_that_is_no_event_is_named(issued, verdicts, line):
    case = forged(issued.content)
    lines = case.entries["events.jsonl"].splitlines()
    case.entries["events.jsonl"] = b"\n".join([*lines[:2], line, *lines[3:], b""])

    assert_both(verdicts(packed(case.entries, case.manifest)), "chain", 3)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"seq":3', b'"seq": 3'),
        (b'"seq":3', b'"seq":3,"seq":3'),
        (b'"seq":3', b'"more":0,"seq":3'),
        (b'"seq":3', b'"seq":true'),
        (b'"engine_version":1', b'"engine_version":true'),
        (b".000000Z", b"Z"),
    ],
)
def test_only_the_canonical_form_of_an_event_counts(issued, verdicts, old, new):
    case = forged(issued.content)
    lines = case.entries["events.jsonl"].splitlines()
    lines[2] = lines[2].replace(old, new)
    case.entries["events.jsonl"] = b"\n".join([*lines, b""])

    assert_both(verdicts(packed(case.entries, case.manifest)), "chain", 3)


@pytest.mark.parametrize("name", ["events.jsonl", "payloads/000001.bin", "model.bpmn"])
def test_a_part_that_is_missing_is_named(issued, verdicts, name):
    case = forged(issued.content)
    del case.entries[name]
    first, second = verdicts(packed(case.entries, case.manifest))

    assert first
    assert second


# --- files that are no case files


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zip",
        zipped({"manifest.json": b"{}"}),
        zipped({"manifest.json": b"\xff"}),
        zipped({}),
    ],
)
def test_what_is_no_case_file_is_refused(content, tmp_path, capsys):
    with pytest.raises(CaseFileUnreadable):
        first_says(content)
    assert second_says(tmp_path, capsys, content)


def test_another_version_of_the_format_is_refused(issued, tmp_path, capsys):
    case = forged(issued.content)
    case.manifest["format_version"] = 2

    with pytest.raises(CaseFileUnreadable, match="ruqsat-case 2"):
        first_says(case.reseal())
    assert "manifest" in second_says(tmp_path, capsys, case.reseal())


def test_an_entry_that_stands_there_twice_is_refused(issued, tmp_path, capsys):
    content = zipped(unpacked(issued.content), "events.jsonl")

    with pytest.raises(CaseFileUnreadable, match="twice"):
        first_says(content)
    assert "twice" in second_says(tmp_path, capsys, content)["file"]


@pytest.mark.parametrize("place", [200, 2000, 6000])
def test_damage_to_the_archive_is_found(issued, tmp_path, capsys, place):
    content = bytearray(issued.content)
    content[place] ^= 0xFF
    try:
        first = first_says(bytes(content))
    except CaseFileUnreadable:
        first = {"file": None}

    assert first
    assert second_says(tmp_path, capsys, bytes(content), "--documents")
