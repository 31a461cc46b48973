"""How long names of a model may be: they are kept in columns of that many characters."""

from __future__ import annotations

PROCESS_ID = 90
ELEMENT_ID = 100  #: with the call activities that lead to it before it, `Pay/Check`
VERSION_TAG = 100
EDITION = 50  #: the property `rules` of a process
LANE = 200
FORM_KEY = 90
JOB_TYPE = 100
RETRIES = 50
PERSON_ID = 64
EVENT_NAME = 200  #: of a message or signal
CORRELATION_KEY = 200
FILE_NAME = 200
BUSINESS_KEY = 100
