"""Browsers in which somebody is signed in."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from people import store
from web.access import TOKEN
from web.platform import Platform


def signed_in(app: Flask, person_id: str, *, lasts: timedelta = timedelta(hours=1)) -> FlaskClient:
    """A browser in which this person is signed in, without the pains of a password."""
    platform: Platform = app.extensions["ruqsat"]
    token = f"token of {person_id}"
    with platform.database.transaction() as connection:
        store.open_session(connection, token, person_id, now=platform.clock(), lasts=lasts)
    client = app.test_client()
    with client.session_transaction() as session:
        session[TOKEN] = token
    return client
