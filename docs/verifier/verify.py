#!/usr/bin/env python3
"""Checks a case file without the product: python3 verify.py CASE.zip [--head HEX] [--seal HEX] [--documents]

Python 3.8 or newer, standard library only; shares no code with the engine. Written from docs/history-format.md and
docs/auditors.md. One line a check, OK or BROKEN with the first event that does not fit; exit status 0 or 1.
It does not execute the model: that the path was right is what `verify --file` of the product shows.
"""
# ruff: noqa: T201 - a program of the terminal prints

import argparse
import hashlib
import json
import re
import sys
import zipfile
import zlib

TEXTS = ("kind", "element_id", "actor", "at", "payload_hash", "hash")
MEMBERS = {**dict.fromkeys(TEXTS, str), "seq": int, "engine_version": int}
HASH = re.compile(r"[0-9a-f]{64}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}  # fmt: skip
ESCAPES = str.maketrans({**{chr(n): f"\\u{n:04x}" for n in range(32)}, **SHORT})


class Broken(Exception):
    """A check failed; seq is the first event that does not fit, None where it is no event."""

    def __init__(self, reason, seq=None):
        super().__init__(reason if seq is None else f"event {seq}: {reason}")


# --- RFC 8785 for the values that a history may hold: no floats, integers to 2^53-1


def written(value):
    """Canonical text of a value. Raises ValueError for what has none."""
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**53):
        return json.dumps(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(quoted(name) + ":" + written(value[name]) for name in names) + "}"
    raise ValueError(f"a {type(value).__name__} has no canonical form")


def quoted(text):
    """RFC 8785, 3.2.2.2: only quotes, backslashes and control characters are escaped."""
    return f'"{text.translate(ESCAPES)}"'


def parsed(content):
    """JSON without repeated keys and without floats. Raises ValueError."""
    return json.loads(content.decode(), object_pairs_hook=distinct, parse_float=int)


def distinct(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).hexdigest()


# --- the file


def opened(path):
    """Entries by name; nothing is written to the disk. Raises Broken."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = archive.infolist()
            if sum(entry.file_size for entry in found) > 2**30:
                raise Broken("it is larger than any case")
            if len({entry.filename for entry in found}) != len(found):
                raise Broken("an entry stands in it twice")
            return {entry.filename: archive.read(entry) for entry in found}
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError) as error:
        raise Broken(f"it cannot be opened: {error}") from error


def inside(entries, name, seq=None):
    if name not in entries:
        raise Broken(f"{name} is missing", seq)
    return entries[name]


def under(entries, folder):
    return {name: content for name, content in entries.items() if name.startswith(folder)}


# --- the checks: each returns what it found, or raises Broken


def check_manifest(entries, given):
    manifest = parsed(inside(entries, "manifest.json"))
    if (manifest["format"], manifest["format_version"]) != ("ruqsat-case", 1):
        raise Broken("this is not a case file of version 1")
    given.manifest, seal = manifest, sha256(entries["manifest.json"])
    if given.seal.lower() not in ("", seal):
        raise Broken("it is not the one that was sealed")
    return f"seal {seal}"


def check_files(entries, given):
    sums = given.manifest["files"]
    odd = sorted((set(entries) - {"manifest.json"}) ^ set(sums))
    if odd:
        raise Broken("listed and present entries differ: " + ", ".join(odd[:5]))
    return compare_sums(entries, {n: s for n, s in sums.items() if not n.startswith("documents/")})


def compare_sums(entries, sums):
    for name, expected in sums.items():
        if sha256(inside(entries, name)) != expected:
            raise Broken(f"{name} was changed")
    return f"{len(sums)} files"


def check_chain(entries, given):
    previous, given.events = bytes(32), []
    for number, line in enumerate(inside(entries, "events.jsonl").splitlines(), 1):
        event = event_of(line, number)
        stored = event.pop("hash")
        if event["seq"] != number:
            raise Broken(f"event {event['seq']} stands in its place", number)
        if sha256(b"\x01", previous, written(event).encode()) != stored:
            raise Broken("its hash does not follow from the event before it", number)
        previous = bytes.fromhex(stored)
        given.events.append((event, stored))
    return f"{len(given.events)} events, head {previous.hex()}"


def event_of(line, number):
    try:
        event = parsed(line)
        fit = {name: type(value) for name, value in event.items()} == MEMBERS
        fit = fit and written(event).encode() == line
        hashes = fit and HASH.fullmatch(event["hash"]) and HASH.fullmatch(event["payload_hash"])
    except (ValueError, TypeError, AttributeError) as error:
        raise Broken(f"the line is no event: {error}", number) from error
    if not fit:
        raise Broken("the line is not the canonical form of an event", number)
    if not (hashes and INSTANT.fullmatch(event["at"])):
        raise Broken("a hash is not 64 hex digits, or the time not UTC with six digits", number)
    return event


def check_payloads(entries, given):
    for event, _ in given.events:
        content = inside(entries, f"payloads/{event['seq']:06}.bin", event["seq"])
        if len(content) < 32 or sha256(b"\x02", content) != event["payload_hash"]:
            raise Broken("its payload is not the one that was hashed", event["seq"])
    if len(under(entries, "payloads/")) != len(given.events):
        raise Broken("there is a payload of no event", len(given.events) + 1)
    return f"{len(given.events)} payloads"


def check_head(entries, given):
    last, count = (given.events[-1][1] if given.events else "0" * 64), len(given.events)
    if (count, last) != (given.manifest["events"], given.manifest["head"]):
        raise Broken("the history does not end where the manifest says", count + 1)
    if given.head.lower() not in ("", last):
        raise Broken("the history does not end with the given head", count + 1)
    return "as given" if given.head else "as in the manifest; --head shows whether it was cut off"


def check_case(entries, given):
    born = first_payload(entries)
    for part in ("instance", "definition", "called"):
        if born.get(part) != given.manifest.get(part):
            raise Broken(f"the history is that of another {part}", 1)
    return f"{born['instance']['business_key']}, {born['instance']['id']}"


def check_model(entries, given):
    """The model of the case, and those that it calls, each in a folder of its own."""
    born = first_payload(entries)
    models = {f"called/{m['key']}-{m['version']}/": m for m in born.get("called", {}).values()}
    for folder, model in [("", born["definition"]), *models.items()]:
        if model_sum(entries, folder) != model["sha256"]:
            raise Broken(
                f"{folder}model.bpmn and its forms are not those that the history names", 1
            )
    odd = [name for name in under(entries, "called/") if not name.startswith(tuple(models))]
    if odd:
        raise Broken(f"{odd[0]} is of no model that the history names", 1)
    return f"sha-256 {born['definition']['sha256']}, {len(models)} called models"


def model_sum(entries, folder):
    forms = under(entries, folder + "forms/").items()
    texts = {name[len(folder + "forms/") : -len(".json")]: text.decode() for name, text in forms}
    return sha256(inside(entries, folder + "model.bpmn", 1), b"\x00", written(texts).encode())


def first_payload(entries):
    return parsed(inside(entries, "payloads/000001.bin", 1)[32:])


def check_documents(entries, given):
    compare_sums(entries, under(given.manifest["files"], "documents/"))
    documents = given.manifest["documents"]
    compare_sums(entries, {document["file"]: document["sha256"] for document in documents})
    told = b"".join(under(entries, "payloads/").values())
    unnamed = sum(document["id"].encode() not in told for document in documents)
    return f"{len(documents)} documents, {unnamed} of them not named by the history"


CHECKS = [check_manifest, check_files, check_chain, check_payloads, check_head]
CHECKS += [check_case, check_model]


def holds(check, entries, given):
    name = check.__name__[len("check_") :]
    try:
        print(f"OK     {name}: {check(entries, given)}")
    except Broken as broken:
        print(f"BROKEN {name}: {broken}")
        return False
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        print(f"BROKEN {name}: it cannot be read: {type(error).__name__} {error}")
        return False
    return True


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Check a case file without the product.")
    parser.add_argument("file")
    parser.add_argument("--head", default="", help="hash of the last event, from another source")
    parser.add_argument("--seal", default="", help="SHA-256 of manifest.json, from another source")
    parser.add_argument("--documents", action="store_true", help="check the documents, too")
    given = parser.parse_args(arguments)
    try:
        entries = opened(given.file)
    except Broken as broken:
        print(f"BROKEN file: {broken}")
        return 1
    checks = CHECKS + ([check_documents] if given.documents else [])
    return 0 if all([holds(check, entries, given) for check in checks]) else 1  # noqa: C419 - every check is made


if __name__ == "__main__":
    sys.exit(main())
