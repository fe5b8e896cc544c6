"""A visitor's browser as far as the server can tell: one connection kept open, compressed answers accepted."""

import http.client
from dataclasses import dataclass
from types import TracebackType
from typing import Self

HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html", "Accept-Language": "de", "User-Agent": "bench"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes  # as it came over the wire
    encoding: str
    etag: str


class Connection:
    """Raises OSError where the server cannot be reached."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def get(self, path: str, *, cookie: str = "", known: str = "") -> Answer:
        """`cookie` of somebody who is signed in; `known` is the ETag of what the visitor has already."""
        own = {"Cookie": cookie, "If-None-Match": known}
        try:
            self._connection.request("GET", path, headers=HEADERS | {name: text for name, text in own.items() if text})
            response = self._connection.getresponse()
            encoding, etag = (response.headers.get(name, "") for name in ("Content-Encoding", "ETag"))
            return Answer(response.status, response.read(), encoding, etag)
        except http.client.HTTPException as error:
            raise OSError("The connection broke off.") from error
