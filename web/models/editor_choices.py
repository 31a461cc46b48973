"""What the editor's panel offers to choose from: job types, forms and lanes of this node, in the reader's language."""

from __future__ import annotations

from engine.storage.queries import definition_rows, latest_version
from engine.storage.runtime import Runtime
from forms.library import form_keys, load_form
from people.roles import LANES, role_name
from people.store import Connection

Choice = dict[str, str]  # key and label


def choices(connection: Connection, runtime: Runtime, language: str) -> dict[str, list[Choice]]:
    """By what is chosen, each sorted by its key."""
    jobs, forms = job_labels(connection, runtime, language), sorted(form_keys())
    return {
        "jobs": [_choice(key, jobs.get(key, "")) for key in sorted(runtime.handlers.types())],
        "forms": [_choice(key, load_form(key).title.text(language)) for key in forms],
        "lanes": [_choice(lane, role_name(role, language)) for role, lane in LANES.items()],
    }


def job_labels(connection: Connection, runtime: Runtime, language: str) -> dict[str, str]:
    """What a job is called in the newest deployed models that use it; a job that none uses has no label."""
    found: dict[str, str] = {}
    for key in dict.fromkeys(row.key for row in definition_rows(connection)):
        definition = latest_version(connection, runtime.versions, key).definition
        for element in definition.elements.values():
            if element.job_type:
                found.setdefault(element.job_type, element.label.text(language))
    return found


def _choice(key: str, label: str) -> Choice:
    return {"key": key, "label": label}
