"""A visitor's browser as far as the server can tell: one connection kept open, compressed answers accepted."""

import gzip
import http.client
import time
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html", "Accept-Language": "de", "User-Agent": "bench"}
IDLE = 1.0  # seconds, after which a new connection is opened; the server ends one that says nothing for two seconds


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes  # as it came over the wire
    encoding: str
    etag: str
    location: str  # where a redirect leads

    @property
    def text(self) -> str:
        return (gzip.decompress(self.body) if self.encoding == "gzip" else self.body).decode()


class Connection:
    """Raises OSError where the server cannot be reached. `source` is the visitor's own address, any of 127.0.0.0/8."""

    def __init__(self, port: int, source: str = "") -> None:
        own = (source, 0) if source else None
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=own)
        self._used_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def close(self) -> None:
        self._connection.close()

    def get(self, path: str, *, cookie: str = "", known: str = "") -> Answer:
        """`cookie` of somebody who is signed in; `known` is the ETag of what the visitor has already."""
        return self._ask("GET", path, {"Cookie": cookie, "If-None-Match": known})

    def post(self, path: str, fields: Iterable[tuple[str, str]] = ()) -> Answer:
        body = urlencode(list(fields))
        return self._ask("POST", path, {"Content-Type": "application/x-www-form-urlencoded"}, body)

    def _ask(self, method: str, path: str, own: dict[str, str], body: str | None = None) -> Answer:
        if time.monotonic() - self._used_at > IDLE:
            self._connection.close()  # opens itself again
        try:
            headers = HEADERS | {name: text for name, text in own.items() if text}
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            encoding, etag, location = (
                response.headers.get(name, "") for name in ("Content-Encoding", "ETag", "Location")
            )
            answer = Answer(response.status, response.read(), encoding, etag, location)
        except http.client.HTTPException as error:
            raise OSError("The connection broke off.") from error
        self._used_at = time.monotonic()
        return answer
