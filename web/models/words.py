"""What is said of drafts."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from engine.modelling.tables import DraftState, Origin

ORIGINS: Mapping[Origin, object] = {
    Origin.IMPORTED: _("imported from a file"),
    Origin.OPENED: _("opened from a version"),
    Origin.SAVED: _("saved in the editor"),
    Origin.RESTORED: _("restored from an earlier revision"),
    Origin.COPIED: _("copied from another draft"),
}
STATES: Mapping[DraftState, object] = {
    DraftState.OPEN: _("open"),
    DraftState.DEPLOYED: _("deployed"),
    DraftState.DISCARDED: _("discarded"),
}
