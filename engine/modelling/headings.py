"""What stands over the parts of a model's documentation, on the page and in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.words import Sentence, said

HEADINGS: Mapping[str, Sentence] = MappingProxyType(
    {
        "documentation": said("Documentation of the process"),
        "contents": said("Contents"),
        "key": said("Key of the process"),
        "version": said("Version"),
        "tag": said("Version tag"),
        "rules": said("Edition of the rules"),
        "term_of_case": said("Term of the case"),
        "drawing": said("Drawing"),
        "starts": said("How it begins"),
        "steps": said("Steps by role"),
        "no_role": said("Without a role"),
        "anytime": said("What may happen at any time"),
        "messages": said("Messages from outside"),
        "ends": said("How it ends"),
        "variables": said("Variables"),
        "what": said("What is done"),
        "who": said("Who"),
        "only": said("Only the person in"),
        "groups": said("Only these roles"),
        "form": said("Form"),
        "required": said("required"),
        "shown_if": said("asked where"),
        "job": said("Work done by the system"),
        "waits": said("Waits for"),
        "term": said("Term"),
        "retries": said("Attempts"),
        "meanwhile": said("What may happen meanwhile"),
        "ends_step": said("the step is then over"),
        "goes_on": said("the step goes on"),
        "ends_case": said("all other work of the case is then over"),
        "case_goes_on": said("the other work goes on"),
        "next": said("What comes next"),
        "nothing_next": said("Nothing: the way ends here."),
        "received_at": said("Awaited at"),
        "matched_by": said("Matched by"),
        "business_key": said("the number of the case"),
        "nobody": said("nobody waits for it in this process"),
        "name": said("Name"),
        "meaning": said("Meaning"),
        "set_at": said("Entered at"),
    }
)


def headings(language: str) -> dict[str, str]:
    return {name: sentence.text(language) for name, sentence in HEADINGS.items()}
