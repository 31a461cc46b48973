"""What staff call the main variables of a case on the page of a task; other words are those of the forms."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

LABELS: Mapping[str, object] = {
    "applicant_name": _("Applicant"),
    "applicant_iin": _("IIN of the applicant"),
    "applicant_phone": _("Telephone of the applicant"),
    "relation": _("Applies as"),
    "pupil_name": _("Pupil"),
    "pupil_iin": _("IIN of the pupil"),
    "pupil_birth_date": _("Birth date of the pupil"),
    "school": _("School"),
    "grade": None,
    "ground": None,
    "receipt_no": None,
    "accepted_at": None,
    "due_on": None,
    "incoming_no": None,
    "specialist_name": None,
    "resolution": _("Resolution"),
    "birth_certificate": None,
    "decision": None,
    "refusal_reasons": None,
    "refusal_reasons_ru": None,
    "order_no": None,
    "refusal_no": None,
    "remark": _("Remark of the head"),
    "objection": None,
    "outgoing_no": None,
    "came_by": None,
}
"""Variables of the data dictionary in the order of the service; None: as `web.cases.words` has it."""

PARTS: Mapping[str, tuple[str, ...]] = {
    "birth_certificate": ("number", "issued_on", "issued_by", "full_name", "birth_date"),
}
"""Of an object, what a person compares."""
