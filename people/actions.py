"""What can be asked of the system by a person; each route names one of these."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """Past this list nothing can be done through the pages. The table in `rights` says who may do what."""

    SEE_OWN_ACCOUNT = "see_own_account"

    # intake and cases
    OPEN_VISIT = "open_visit"
    FIND_CASE = "find_case"  #: by number; what is found is then asked for with its own action
    SEE_CASE = "see_case"
    SEE_HISTORY = "see_history"
    SEE_DOCUMENT = "see_document"
    MEET_APPLICANT = (
        "meet_applicant"  #: finds a case by its receipt; what follows has an action of its own
    )
    COLLECT_RESULT = "collect_result"  #: «Келді»: the applicant has come
    REQUEST_RESULT = "request_result"  #: asks the provider for a result that went back to it
    SUSPEND_CASE = "suspend_case"  #: and resume
    TERMINATE_CASE = "terminate_case"
    STEER_CASE = "steer_case"  #: see where it stands and what may be done by hand; each has an action of its own
    CORRECT_CASE = "correct_case"  #: see and change its variables
    CORRECT_DATA = (
        "correct_data"  #: what the model names, by who works on it; before acceptance: go back
    )
    MOVE_TOKEN = "move_token"  # noqa: S105 - put a token of it elsewhere
    REOPEN_CASE = "reopen_case"

    # user tasks
    SEE_TASK_LIST = "see_task_list"
    AWAIT_STEP = "await_step"  #: wait for the next step of a case that is one's own to go on with
    SEE_TASK = "see_task"
    CLAIM_TASK = "claim_task"
    COMPLETE_TASK = "complete_task"  #: and keep drafts
    RELEASE_TASK = "release_task"
    REASSIGN_TASK = "reassign_task"
    UPLOAD_DOCUMENT = "upload_document"
    HAND_OVER = "hand_over"  #: make the list of results that go to a branch today, and open those of the office

    # applicant
    APPLY = "apply"
    SEE_OWN_CASES = "see_own_cases"
    WITHDRAW_CASE = (
        "withdraw_case"  #: at the desk its worker records the applicant's written request
    )
    OBJECT_TO_DECISION = "object_to_decision"

    # analyst
    SEE_DEFINITIONS = "see_definitions"
    SEE_DEFINITION = "see_definition"
    EDIT_MODEL = "edit_model"  #: draw, check, test
    DEPLOY = "deploy"
    MIGRATE = "migrate"

    # auditor
    SEE_AUDIT = "see_audit"
    REPLAY = "replay"
    EXPORT_CASE = "export_case"
    SEE_READS = "see_reads"
    SEE_FIGURES = "see_figures"

    # operations
    SEE_OPERATIONS = "see_operations"
    SEE_INCIDENTS = "see_incidents"
    RESOLVE_INCIDENT = "resolve_incident"
    SEE_CALENDAR = "see_calendar"
    EDIT_CALENDAR = "edit_calendar"
    SEE_REGISTERS = "see_registers"
    SEE_PEOPLE = "see_people"
    EDIT_PEOPLE = "edit_people"

    # systems of others, over the interface of `web/rest`
    DO_JOBS = (
        "do_jobs"  #: fetch external tasks and give their results; a fetched one shows its variables
    )
    START_CASE = "start_case"  #: also by a message, a signal or a condition
    SEE_ENGINE = (
        "see_engine"  #: lists of instances, incidents and history, without what variables hold
    )
    SEE_MODELS = "see_models"  #: what is deployed


PERSONAL: frozenset[Action] = frozenset(
    {
        Action.SEE_CASE,
        Action.SEE_HISTORY,
        Action.SEE_DOCUMENT,
        Action.SEE_TASK,
        Action.REPLAY,
        Action.EXPORT_CASE,
        Action.CORRECT_CASE,
        Action.CORRECT_DATA,
    }
)
"""What shows personal data of a case; each time it is granted and answered, a row of `read_log` is written."""
