"""What can be wrong with a form itself; what is wrong with an answer is a value, not an error (`forms.submission`)."""

from __future__ import annotations

from engine.errors import EngineError


class FormInvalid(EngineError):
    """The form file breaks a rule of `docs/forms.md`; `reason` names the field and the rule."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"forms/{key}.json: {reason}")
        self.key, self.reason = key, reason


class UnknownForm(EngineError):
    """No form of that key lies in `forms/`."""

    def __init__(self, key: str) -> None:
        super().__init__(f"form {key} does not exist")
        self.key = key
