"""Fetching what lies under an address that a stranger typed. `fetch` is safe against being sent into the own network.

The host is looked up once, every answer has to lie in the public internet, and the connection goes to exactly the
address that was checked (docs/decisions/fetching.md). The whole errand has one time limit and one limit of bytes.
"""

import http.client
import queue
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from time import monotonic
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError
from urllib3.response import HTTPResponse

from core.web.public_internet import (
    FetchError,
    IPAddress,
    Target,
    ip_of,
    is_public,
    read_target,
    resolve_host,
    shown_host,
)

__all__ = ["FetchError", "Fetched", "fetch"]

MOST_REDIRECTS: Final = 3
MOST_ATTEMPTS: Final = 3  # addresses of one host that are tried one after the other
LONGEST_CONNECT: Final = 4.0  # seconds
CHUNK: Final = 65_536

_PERMANENT: Final = {301, 308}
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,500}")


@dataclass(frozen=True, slots=True)
class Fetched:
    """`etag` and `modified` belong into the next call; `moved_to` is the address to remember from now on, or ""."""

    address: str
    content: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    moved_to: str = ""
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Errand:
    """What holds for all stations of one fetch; `deadline` by the monotonic clock."""

    headers: dict[str, str]
    deadline: float
    most_bytes: int
    resolve: Callable[[str], Sequence[str]]
    is_allowed: Callable[[IPAddress], bool]
    ports: frozenset[int]
    trust: ssl.SSLContext | None

    @property
    def seconds_left(self) -> float:
        return max(self.deadline - monotonic(), 0.001)

    @property
    def is_late(self) -> bool:
        return monotonic() >= self.deadline


def fetch(
    address: str,
    *,
    etag: str = "",
    modified: str = "",
    most_bytes: int = 2_000_000,
    timeout: float = 10,
    resolve: Callable[[str], Sequence[str]] = resolve_host,
    is_allowed: Callable[[IPAddress], bool] = is_public,
    ports: frozenset[int] = frozenset({80, 443}),
    trust: ssl.SSLContext | None = None,
) -> Fetched:
    """What lies there, or that it is unchanged since `etag` or `modified`. Raises FetchError.

    `timeout` in seconds for everything together; `most_bytes` counts what is unpacked. The last four arguments exist
    for tests with a server on this machine.
    """
    headers = _headers(etag, modified)
    errand = _Errand(headers, monotonic() + timeout, most_bytes, resolve, is_allowed, ports, trust)
    target = read_target(address, errand.ports)
    moved_to, is_moving = "", True
    for _ in range(MOST_REDIRECTS + 1):
        answer = _ask(target, errand)
        if isinstance(answer, Fetched):
            return replace(answer, moved_to=moved_to)
        target, is_permanent = answer
        is_moving = is_moving and is_permanent
        moved_to = target.address if is_moving else moved_to
    raise FetchError(f"Die Adresse {shown_host(address)} leitet zu oft weiter.")


def _headers(etag: str, modified: str) -> dict[str, str]:
    """Of validators that no header may hold nothing is sent; then the answer is simply complete."""
    headers = {
        "User-Agent": f"Seniorenbueros-NRW (+{settings.BASE_URL})",
        "Accept": "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    return headers | {name: value for name, value in conditions.items() if _VALIDATOR.fullmatch(value)}


# Where the connection may go


def _checked_addresses(target: Target, errand: _Errand) -> list[IPAddress]:
    """The addresses of the host. One that is not allowed spoils them all: an honest website has none such."""
    literal = ip_of(target.host)
    found = [literal] if literal is not None else [ip_of(text) for text in _look_up(target, errand)]
    allowed = [ip for ip in found if ip is not None and errand.is_allowed(ip)]
    if not found:
        raise _unknown(target)
    if len(allowed) < len(found):
        raise FetchError(f"Die Adresse {shown_host(target.address)} führt nicht ins öffentliche Internet.")
    return allowed[:MOST_ATTEMPTS]


def _look_up(target: Target, errand: _Errand) -> Sequence[str]:
    """In a thread of its own, because the system's resolver knows no time limit."""
    answers: queue.SimpleQueue[Sequence[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(errand.resolve(target.host))
        except (OSError, ValueError):
            answers.put([])

    threading.Thread(target=ask, daemon=True, name="fetch-resolve").start()
    try:
        return answers.get(timeout=errand.seconds_left)
    except queue.Empty:
        raise _too_slow(target) from None


# One station


def _ask(target: Target, errand: _Errand) -> Fetched | tuple[Target, bool]:
    """The answer, or the next station and whether the move is permanent."""
    addresses = _checked_addresses(target, errand)
    try:
        with closing(_connect(target, addresses, errand)) as connection, _hung_up_at_deadline(connection, errand):
            connection.timeout = errand.seconds_left
            headers = {"Host": target.host_header, **errand.headers}
            connection.request("GET", target.path, headers=headers, preload_content=False)
            with closing(connection.getresponse()) as response:
                return _read_answer(target, response, errand)
    except (OSError, http.client.HTTPException, HTTPError, ValueError) as error:
        raise _failure(target, error, errand) from None


def _connect(target: Target, addresses: Sequence[IPAddress], errand: _Errand) -> HTTPConnection:
    """To the first address that answers. Raises the error of the last one."""
    *others, last = addresses
    for ip in others:
        try:
            return _connect_to(ip, target, errand)
        except (OSError, HTTPError):
            if errand.is_late:
                raise
    return _connect_to(last, target, errand)


def _connect_to(ip: IPAddress, target: Target, errand: _Errand) -> HTTPConnection:
    """The name is used for the certificate only; the line goes to `ip`. Half the time each for line and encryption."""
    limit = min(LONGEST_CONNECT, errand.seconds_left / 2)
    connection = HTTPConnection(str(ip), target.port, timeout=limit)
    if target.scheme == "https":
        context = errand.trust or ssl.create_default_context()
        connection = HTTPSConnection(
            str(ip), target.port, timeout=limit, server_hostname=target.host, ssl_context=context
        )
    try:
        connection.connect()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _hung_up_at_deadline(connection: HTTPConnection, errand: _Errand) -> Iterator[None]:
    """A timeout of the socket starts anew with each byte; this one doesn't, so nobody can keep us by dripping."""
    timer = threading.Timer(errand.seconds_left, _hang_up, [connection.sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(line: socket.socket) -> None:
    """Past the encryption, whose own shutdown must not run while another thread reads."""
    try:
        socket.socket.shutdown(line, socket.SHUT_RDWR)
    except OSError:
        return  # closed in the meantime


def _read_answer(target: Target, response: HTTPResponse, errand: _Errand) -> Fetched | tuple[Target, bool]:
    status = response.status
    if status in _REDIRECTS:
        return _next_station(target, response, errand), status in _PERMANENT
    etag, modified = _validator(response, "ETag"), _validator(response, "Last-Modified")
    if status == 304 and {"If-None-Match", "If-Modified-Since"} & errand.headers.keys():
        return Fetched(target.address, etag=etag, modified=modified, is_unchanged=True)
    if status != 200:
        raise FetchError(_refusal(target, status), status)
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()[:100]
    return Fetched(target.address, _read_body(target, response, errand), content_type, etag, modified)


def _next_station(target: Target, response: HTTPResponse, errand: _Errand) -> Target:
    """Never from https to http: whoever sits on the way could then write the news of the office."""
    location = response.headers.get("Location", "")
    try:
        location = location.encode("latin-1").decode()
        following = read_target(urljoin(target.address, location), errand.ports)
    except (FetchError, ValueError):
        raise FetchError(
            f"Die Adresse {shown_host(target.address)} leitet an eine unbrauchbare Adresse weiter."
        ) from None
    if (target.scheme, following.scheme) == ("https", "http"):
        raise FetchError(f"Die Adresse {shown_host(target.address)} leitet an eine unverschlüsselte Adresse weiter.")
    return following


def _read_body(target: Target, response: HTTPResponse, errand: _Errand) -> bytes:
    body = bytearray()
    for chunk in response.stream(CHUNK):
        body += chunk
        if len(body) > errand.most_bytes:
            raise FetchError(f"Unter der Adresse {shown_host(target.address)} liegt zu viel, um es zu lesen.")
        if errand.is_late:
            break
    if errand.is_late:
        raise _too_slow(target)
    return bytes(body)


def _validator(response: HTTPResponse, name: str) -> str:
    value = response.headers.get(name, "")
    return value if _VALIDATOR.fullmatch(value) else ""


# Sentences


def _refusal(target: Target, status: int) -> str:
    quoted = shown_host(target.address)
    if status in {404, 410}:
        return f"Unter der Adresse {quoted} liegt nichts mehr. Bitte prüfen Sie die Schreibweise."
    if status in {401, 403}:
        return f"Die Adresse {quoted} ist für uns gesperrt."
    return f"Die Adresse {quoted} antwortet mit einem Fehler ({status})."


def _failure(target: Target, error: Exception, errand: _Errand) -> FetchError:
    has_no_line = isinstance(error, NewConnectionError)  # a kind of ConnectTimeoutError for urllib3
    is_slow = isinstance(error, TimeoutError | ConnectTimeoutError | ReadTimeoutError) and not has_no_line
    if errand.is_late or is_slow:
        return _too_slow(target)
    if isinstance(error, ssl.SSLError):
        return FetchError(f"Die Adresse {shown_host(target.address)} ist nicht sicher verschlüsselt.")
    if isinstance(error, OSError) or has_no_line:
        return FetchError(f"Die Adresse {shown_host(target.address)} antwortet nicht.")
    return FetchError(f"Die Adresse {shown_host(target.address)} antwortet nicht richtig.")


def _too_slow(target: Target) -> FetchError:
    return FetchError(f"Die Adresse {shown_host(target.address)} antwortet zu langsam.")


def _unknown(target: Target) -> FetchError:
    return FetchError(f"Die Adresse {shown_host(target.address)} gibt es nicht. Bitte prüfen Sie die Schreibweise.")
