"""What is wrong with a request, and every error of ours as the clients read it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import HTTPException

from engine import errors
from engine.errors import EngineError
from engine.model.findings import ModelRefused, Severity
from people.errors import RequestUnderWay, SignInThrottled
from web.access import current_actor
from web.errors import RETRY_SECONDS, answer_to
from web.rest.answers import error_answer

REALM = 'Basic realm="default"'


class BadRequest(EngineError):
    """A body or a parameter that cannot be used. field: where it stands."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason = field, reason


class NotThere(EngineError):
    """What is addressed does not exist; said as the original says it."""


class LockLost(EngineError):
    """Another worker holds the external task by now; said in the original's words."""

    def __init__(self, task: str, worker: str, holder: str, what: str) -> None:
        super().__init__(
            f"External Task {task} cannot be {what} by worker '{worker}'. It is locked by {holder}."
        )
        self.task, self.worker, self.holder, self.what = task, worker, holder, what


class Mismatch(EngineError):
    """A message that nobody takes; clients look for the name of the original's exception."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"MismatchingMessageCorrelationException: Cannot correlate message '{name}': {reason}"
        )
        self.name, self.reason = name, reason


class NotOffered(EngineError):
    """Known to the original, not to us: said, never passed over."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not offered by this server; docs/api.md lists what is")
        self.what = what


Told = tuple[int, str]  # HTTP status, type
INVALID, REST = "InvalidRequestException", "RestException"

ANSWERS: Mapping[type[EngineError], Told] = {
    BadRequest: (400, INVALID),
    NotThere: (404, REST),
    LockLost: (400, REST),
    Mismatch: (400, REST),
    NotOffered: (501, REST),
    errors.UnknownDefinition: (404, REST),
    errors.UnknownInstance: (404, INVALID),
    errors.UnknownUserTask: (404, INVALID),
    errors.UserTaskClosed: (404, "NullValueException"),
    errors.UserTaskTaken: (400, "TaskAlreadyClaimedException"),
    errors.UnknownJob: (404, REST),
    errors.LeaseLost: (400, REST),
    errors.NobodyWaits: (400, REST),
    errors.InvalidVariables: (400, INVALID),
    errors.InstanceNotActive: (400, "SuspendedEntityInteractionException"),
    errors.StaleRevision: (409, "OptimisticLockingException"),
    errors.DatabaseAway: (503, REST),
    RequestUnderWay: (409, REST),
    SignInThrottled: (429, REST),
}
"""What does not stand here is answered with the status that a page would have."""

HTTP = {
    400: "The request could not be read.",
    401: "Sign in: HTTP Basic, or Bearer with the token of a service account.",
    403: "The roles of this account do not allow it.",
    404: "There is nothing at this address, or it is not yours to see.",
    413: "What was sent is too large.",
}


def install(blueprint: Blueprint) -> None:
    blueprint.register_error_handler(EngineError, engine_error)
    blueprint.register_error_handler(HTTPException, http_error)


def engine_error(error: EngineError) -> Response:
    status, kind = told(error)
    if status >= 500 and not isinstance(error, NotOffered | errors.DatabaseAway):
        current_app.logger.error("unanswered error", exc_info=error)
        return error_answer(status, REST, "Something went wrong on our side; nothing was done.")
    if isinstance(error, ModelRefused):
        return error_answer(400, "ParseException", str(error), details=_findings(error))
    response = error_answer(status, kind, str(error), code=1 if status == 409 else None)
    if status in (429, 503):
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def told(error: EngineError) -> Told:
    found = (ANSWERS[kind] for kind in type(error).__mro__ if kind in ANSWERS)
    status = answer_to(error)[0]
    return next(found, (400 if status in (409, 422) else status, INVALID))


def http_error(error: HTTPException) -> Response:
    status = error.code or 500
    message = HTTP.get(status, error.description or error.name)
    if status == 403:
        return _forbidden(message)
    response = error_answer(status, INVALID if status < 500 else REST, message)
    if status == 401:
        response.headers["WWW-Authenticate"] = REALM
    return response


def _forbidden(message: str) -> Response:
    actor = current_actor()
    missing = {
        "permissionName": request.method,
        "resourceName": request.endpoint,
        "resourceId": None,
    }
    return error_answer(
        403,
        "AuthorizationException",
        message,
        userId=actor.person_id if actor else None,
        **missing,
        missingAuthorizations=[missing],
    )


def _findings(error: ModelRefused) -> dict[str, object]:
    """By file, as the original tells what its parser found."""
    found: dict[str, list[dict[str, object]]] = {"errors": [], "warnings": []}
    for finding in error.findings:
        place = {"line": 0, "column": 0, "mainElementId": finding.element_id}
        told = {"message": finding.text("en"), **place, "elementIds": [finding.element_id]}
        found["errors" if finding.severity is Severity.ERROR else "warnings"].append(told)
    return {error.file: found}
