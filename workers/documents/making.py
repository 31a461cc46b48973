"""Making the documents of one case: render, store, publish, void; all within the command's transaction."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.step.jobs import Job
from engine.storage.vault import Vault
from workers.documents import store
from workers.documents.kinds import SIGNED as SIGNED
from workers.documents.kinds import TITLES as TITLES
from workers.documents.kinds import Kind as Kind
from workers.documents.render import Frame, render
from workers.editions import edition_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Documents:
    """Documents of the case of one job. signing_mark: shown on what is signed; empty where signatures have force."""

    connection: Connection
    vault: Vault
    job: Job
    public_url: str
    signing_mark: str

    def store(
        self,
        kind: Kind,
        fields: Mapping[str, object],
        *,
        document_id: str,
        number: str | None = None,
    ) -> str:
        """Render and store; gives `document_id` back. The check code is 128 random bits."""
        code = new_check_code()
        frame = Frame(
            title=TITLES[kind],
            edition=edition_of(self.job.rules),
            check_code=code,
            check_url=f"{self.public_url}/check/{code}",
            made_at=self.job.now,
            mark=self.signing_mark if kind in SIGNED else "",
        )
        document = store.NewDocument(
            id=document_id,
            kind=kind.value,
            media_type="application/pdf",
            file_name=f"{kind.value}-{_file_part(number or self.job.business_key)}.pdf",
            created_at=self.job.now,
            created_by=self.job.actor,
            instance_id=self.job.instance_id,
            language="kk,ru",
            number=number,
            check_code=code,
        )
        store.add_document(self.connection, self.vault, document, render(kind.value, frame, fields))
        return document_id

    def publish(self, document_id: str) -> None:
        """Show it in the applicant's cabinet."""
        store.publish_document(self.connection, document_id, at=self.job.now)

    def void(self, document_id: str, *, reason: str) -> None:
        """It stays, marked void, with reason and the person whose command this is."""
        store.void_document(
            self.connection, document_id, reason=reason, by=self.job.actor, at=self.job.now
        )


def new_document_id() -> str:
    """32 random hex digits."""
    return secrets.token_hex(16)


def new_check_code() -> str:
    """128 random bits in 26 letters and digits (RFC 4648, base 32)."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


def _file_part(number: str) -> str:
    return "".join(each if each.isalnum() else "-" for each in number)
