"""Addresses that several pages of models lead to."""

from __future__ import annotations

from flask import current_app, url_for

EDITOR = "models_editor.page"


def editor_link(draft_id: int) -> str | None:
    """Of a draft in the editor; None where this node has no editor."""
    if EDITOR not in current_app.view_functions:
        return None
    return url_for(EDITOR, draft_id=draft_id)


def editor_address(draft_id: int) -> str:
    """The same, or the check of the draft: where one goes to work at it."""
    return editor_link(draft_id) or url_for("models_check.draft", draft_id=draft_id)
