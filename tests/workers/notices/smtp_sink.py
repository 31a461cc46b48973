"""A mail server of the tests on a port of its own: it keeps what it accepts and misbehaves as it is told."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any


@dataclass
class Sink:
    """replies: what is answered instead, by verb (DATA-END for the letter itself); an empty one hangs up.

    letters: the bytes accepted; envelopes: (from, to) as the protocol had them.
    """

    replies: dict[str, str] = field(default_factory=dict)
    extensions: tuple[str, ...] = ()
    context: ssl.SSLContext | None = None
    port: int = 0
    letters: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    logins: list[list[str]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    def parsed(self) -> list[EmailMessage]:
        return [message_from_bytes(each, policy=SMTP) for each in self.letters]


class _Session(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        sink: Sink = self.server.sink
        self.sender = self.recipient = ""
        self._say("220 sink")
        while line := self.rfile.readline():
            verb = line.decode().split(maxsplit=1)[0].split(":")[0].upper()
            reply = sink.replies.get(verb) if verb in sink.replies else self._answer(verb, line)
            if not reply:
                return
            self._say(reply)
            if verb == "STARTTLS" and reply.startswith("220"):
                self._encrypt(sink)

    def _answer(self, verb: str, line: bytes) -> str:
        sink: Sink = self.server.sink
        text = line.decode().strip()
        if verb == "EHLO":
            names = ("sink", *sink.extensions)
            return "\r\n".join(
                f"250{' ' if at == len(names) else '-'}{name}" for at, name in enumerate(names, 1)
            )
        if verb == "AUTH":
            sink.logins.append(base64.b64decode(text.split()[-1]).decode().split("\0")[1:])
            return "235 welcome"
        if verb == "STARTTLS":
            return "220 go on"
        if verb == "MAIL":
            self.sender = text[text.index("<") + 1 : text.index(">")]
        if verb == "RCPT":
            self.recipient = text[text.index("<") + 1 : text.index(">")]
        return self._letter(sink) if verb == "DATA" else "250 ok"

    def _letter(self, sink: Sink) -> str:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        if "DATA-END" in sink.replies:
            return sink.replies["DATA-END"]
        sink.letters.append(b"".join(lines))
        sink.envelopes.append((self.sender, self.recipient))
        sink.encrypted.append(isinstance(self.request, ssl.SSLSocket))
        return "250 accepted"

    def _say(self, reply: str) -> None:
        self.wfile.write(reply.encode() + b"\r\n")

    def _encrypt(self, sink: Sink) -> None:
        assert sink.context is not None
        self.request = sink.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)

    def finish(self) -> None:
        super().finish()
        self.request.close()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True
    implicit_tls: ssl.SSLContext | None = None

    def get_request(self) -> Any:
        request, address = super().get_request()
        if self.implicit_tls:
            request = self.implicit_tls.wrap_socket(request, server_side=True)
        return request, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests want."""


@contextmanager
def running(sink: Sink, *, implicit_tls: bool = False) -> Iterator[Sink]:
    """The sink, listening; on the port it had before, if it ran already."""
    with _Server(("127.0.0.1", sink.port), _Session) as server:
        server.sink = sink  # type: ignore[attr-defined]  # what its sessions work on
        server.implicit_tls = sink.context if implicit_tls else None
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()
