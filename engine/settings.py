"""The one place where the environment is read. Without any variable the embedded default runs."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.errors import SettingMissing

ROOT = Path(__file__).resolve().parents[1]
DEVELOPMENT_SECRET = "development only, not a secret"  # noqa: S105 - refused in production
PREFIX = "RUQSAT_"
ENVIRONMENTS = ("development", "production")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a node needs to know. Durations in seconds, sizes in bytes."""

    database_url: str
    database_owner_url: str  #: role that may change tables; migrations on PostgreSQL
    data_key: str  #: encipherment at rest; losing it loses the data
    secret_key: str  #: signs cookies
    public_url: str  #: printed in QR codes and notices
    env: str  #: development or production
    var_dir: Path  #: database, outbox, logs
    upload_limit: int  #: bytes a file
    session_hours: int
    busy_seconds: float  #: how long a command waits for a busy database
    lease_seconds: int  #: how long a worker may hold a job
    tick_seconds: float  #: how often timers and the queue are looked at
    signer: str  #: demo or none; demo has no legal force and is refused in production
    gateway: str  #: demo or none; demo answers with invented people and is refused in production
    trusted_proxy: str  #: address of the proxy before this node; empty where there is none
    language: str  #: of a visitor who has not chosen
    smtp_url: str  #: smtp://user:password@host:587?starttls=1 or smtps://…; empty: letters go to var/outbox
    mail_from: str  #: address that letters come from

    @property
    def production(self) -> bool:
        return self.env == "production"


def read_settings(environment: Mapping[str, str], *, root: Path = ROOT) -> Settings:
    """Settings from variables with the prefix RUQSAT_. Raises SettingMissing for a value that is no number."""

    def value(name: str, default: str) -> str:
        return environment.get(PREFIX + name) or default

    def number(name: str, default: str) -> float:
        text = value(name, default)
        try:
            found = float(text)
        except ValueError:
            raise SettingMissing(PREFIX + name, f"{text!r} is not a number") from None
        if not math.isfinite(found) or found <= 0:
            raise SettingMissing(PREFIX + name, f"{text!r} is not a number above zero")
        return found

    if value("ENV", "development") not in ENVIRONMENTS:
        raise SettingMissing(
            f"{PREFIX}ENV", f"{value('ENV', '')!r} is neither development nor production"
        )
    var_dir = Path(value("VAR_DIR", str(root / "var")))
    url = value("DATABASE_URL", f"sqlite:///{var_dir / 'ruqsat.sqlite'}")
    url = url.replace("postgresql://", "postgresql+psycopg://", 1).replace(
        "postgres://", "postgresql+psycopg://", 1
    )
    if not url.startswith(("sqlite:", "postgresql+psycopg:")):
        raise SettingMissing(
            f"{PREFIX}DATABASE_URL", f"{url!r} names no SQLite or PostgreSQL database"
        )
    return Settings(
        database_url=url,
        database_owner_url=value("DATABASE_OWNER_URL", url).replace(
            "postgresql://", "postgresql+psycopg://", 1
        ),
        data_key=value("DATA_KEY", _own_key("data")),
        secret_key=value("SECRET_KEY", _own_key("cookies")),
        public_url=value("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        env=value("ENV", "development"),
        var_dir=var_dir,
        upload_limit=int(number("UPLOAD_LIMIT", str(10 * 1024 * 1024))),
        session_hours=int(number("SESSION_HOURS", "10")),
        busy_seconds=number("BUSY_SECONDS", "10"),
        lease_seconds=int(number("LEASE_SECONDS", "60")),
        tick_seconds=number("TICK_SECONDS", "1"),
        signer=value("SIGNER", "none" if value("ENV", "") == "production" else "demo"),
        gateway=value("GATEWAY", "none" if value("ENV", "") == "production" else "demo"),
        trusted_proxy=value("TRUSTED_PROXY", ""),
        language=value("LANGUAGE", "kk"),
        smtp_url=value("SMTP_URL", ""),
        mail_from=value("MAIL_FROM", ""),
    )


def refuse_unsafe(settings: Settings, environment: Mapping[str, str]) -> None:
    """In production every secret is the operator's own. Raises SettingMissing naming what to set."""
    if not settings.production:
        return
    for name in ("DATABASE_URL", "DATA_KEY", "SECRET_KEY", "PUBLIC_URL"):
        if not environment.get(PREFIX + name):
            raise SettingMissing(PREFIX + name, "must be set in production")
    for name in ("DATA_KEY", "SECRET_KEY"):
        if len(environment[PREFIX + name]) < 32:
            raise SettingMissing(PREFIX + name, "must have at least 32 characters in production")


def _own_key(purpose: str) -> str:
    """A key of the embedded default; production refuses it."""
    return hashlib.sha256(f"{DEVELOPMENT_SECRET}:{purpose}".encode()).hexdigest()
