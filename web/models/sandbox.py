"""What is tried out: a draft or a deployed version, and how far this person has come with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask import url_for

from engine.commands.deployments import judge_model
from engine.model.check import Verdict
from engine.modelling.store import draft_row, revision_row
from engine.rehearsal.actions import Action, ActionRefused, as_json, read_actions
from engine.rehearsal.candidate_store import candidate_version
from engine.step.version import Version
from engine.storage.queries import version_by_id
from people.store import Connection
from web.forms.drafts import kept_draft, save_draft
from web.models.store import version_row
from web.models.upload import ModelFile
from web.platform import Platform, current_platform


class Hands(StrEnum):
    """Who answers jobs."""

    BY_HAND = "hand"
    SCENARIO = "scenario"  #: what it scripts; the rest by hand
    HANDLERS = "handlers"  #: the real ones, where they are pure; the rest by hand


@dataclass(frozen=True, kw_only=True)
class Tried:
    """number: of a deployed version. version: None where the check refuses the model; `file` names the draft."""

    key: str
    title: str
    version: Version | None
    draft_id: int | None = None
    number: int | None = None

    @property
    def subject(self) -> str:
        """Under which the tryout is kept."""
        if self.draft_id is not None:
            return f"tryout:{self.draft_id}"
        assert self.version is not None
        return f"tryout:version:{self.version.id}"

    def address(self, what: str = "", **more: Any) -> str:
        """Of the page, or of one of its forms."""
        if self.draft_id is not None:
            return url_for(f"models_tryout.draft{what}", draft_id=self.draft_id, **more)
        return url_for(f"models_tryout.version{what}", key=self.key, number=self.number, **more)

    @property
    def model_address(self) -> str:
        """Where the model itself is looked at: the check of a draft, the page of a version."""
        if self.draft_id is not None:
            return url_for("models_check.draft", draft_id=self.draft_id)
        return url_for("models.version", key=self.key, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """scenario: id of the one that lends its answers, as `web.models.scenarios` writes it; empty for none."""

    actions: tuple[Action, ...] = ()
    hands: Hands = Hands.BY_HAND
    scenario: str = ""

    def with_actions(self, actions: Sequence[Action]) -> Kept:
        return replace(self, actions=tuple(actions))


def tried_draft(draft_id: int) -> Tried:
    """Its newest revision. Raises UnknownDraft."""
    with current_platform().database.snapshot() as connection:
        row = draft_row(connection, draft_id)
        xml = revision_row(connection, draft_id, row.revision).xml
    version = candidate(ModelFile(name=row.file, xml=xml))
    return Tried(key=row.key, title=row.title, draft_id=draft_id, version=version)


def tried_version(key: str, number: int, language: str) -> Tried:
    """language: of its title. Raises UnknownDefinition."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        row = version_row(connection, key, number)
        version = version_by_id(connection, platform.runtime.versions, row.id)
    return Tried(
        key=key,
        title=version.definition.label.text(language) or key,
        version=version,
        number=number,
    )


def candidate(file: ModelFile, verdict: Verdict | None = None) -> Version | None:
    """The model as if it were deployed; None where the check refuses it. verdict: where the check was asked already."""
    platform, model = current_platform(), file.model()
    verdict = verdict or judge_model(platform.runtime, model)
    if not verdict.deployable:
        return None
    with platform.database.snapshot() as connection:
        return candidate_version(
            connection, platform.runtime.versions, verdict, xml=file.xml, forms=model.forms
        )


def kept_tryout(connection: Connection, tried: Tried, *, person_id: str) -> Kept:
    """How far this person came; what an earlier release wrote and this one does not read counts as nothing."""
    vault = current_platform().vault
    draft = kept_draft(connection, vault, person_id=person_id, subject=tried.subject)
    if draft is None:
        return Kept()
    try:
        actions = read_actions(json.loads(draft.posted["actions"][0]))
        hands = Hands(draft.posted["hands"][0])
    except (KeyError, ValueError, ActionRefused):
        return Kept()
    return Kept(actions=actions, hands=hands, scenario=draft.posted["scenario"][0])


def keep_tryout(platform: Platform, tried: Tried, kept: Kept, *, person_id: str) -> None:
    """In the place of what was kept before."""
    actions = json.dumps([as_json(action) for action in kept.actions], ensure_ascii=False)
    posted = {"actions": [actions], "hands": [kept.hands.value], "scenario": [kept.scenario]}
    with platform.database.transaction() as connection:
        save_draft(
            connection,
            platform.vault,
            posted,
            person_id=person_id,
            subject=tried.subject,
            now=platform.clock(),
        )
