"""Addresses on the web that strangers typed: read once, and whether they lead into the public internet."""

import ipaddress
import re
import socket
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST_ADDRESS: Final = 2000

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_UNWANTED_SIGNS = re.compile(r"[\x00-\x20\x7f\\]")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")

# "Global" for Python, but nobody's website: protocol assignments, the old relays of 6to4.
_NOT_WEBSITES = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("192.88.99.0/24"))
_UNICAST = ipaddress.ip_network("2000::/3")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class FetchError(Exception):
    """Its text is the German sentence the office reads; `status` is the answer of the server, 0 where there is none."""

    def __init__(self, sentence: str, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Target:
    """An address whose parts were read once; nothing reads the text a second time."""

    address: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def is_public(ip: IPAddress) -> bool:
    """Whether a website may lie there: global unicast, also for the IPv4 address inside an IPv6 one."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_WEBSITES)
    inner = (
        ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _TRANSLATED else None)
    )
    if inner is not None:
        return is_public(inner)
    return ip in _UNICAST and ip.is_global


def resolve_host(host: str) -> list[str]:
    """Every address of a host, in the order of the system. Raises OSError where there is none."""
    answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def read_target(address: str, ports: frozenset[int] = frozenset({80, 443})) -> Target:
    """Asks nobody yet. Raises FetchError for what can't be an address of a public website."""
    address = address.strip()
    if len(address) > LONGEST_ADDRESS or _UNWANTED_SIGNS.search(address):
        raise _unusable(address)
    try:
        parts = urlsplit(address)
        port = parts.port if parts.port is not None else _DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        raise _unusable(address) from None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise _unusable(address)
    if "@" in parts.netloc:
        raise FetchError("Die Adresse enthält einen Namen oder ein Passwort. Bitte lassen Sie diesen Teil weg.")
    if port not in ports:
        raise FetchError(
            f"Die Adresse {shown_host(address)} nennt eine Zahl hinter dem Doppelpunkt. Bitte lassen Sie sie weg."
        )
    return Target(address.partition("#")[0], parts.scheme, _read_host(address, parts.hostname), port, _path(parts))


def _read_host(address: str, hostname: str) -> str:
    """As it goes on the line: an IP address or a name in ASCII. Odd spellings of numbers (0x7f.1) are no host."""
    if ":" in hostname:
        if ip_of(hostname) is None or "%" in hostname:
            raise _unusable(address)
        return hostname
    composed = unicodedata.normalize("NFKC", hostname).lower().replace("\u3002", ".").removesuffix(".")
    host = ".".join(_ascii_label(label) for label in composed.split("."))
    is_odd_number = _NUMBER.fullmatch(host.rpartition(".")[2]) and ip_of(host) is None
    if not _HOST.fullmatch(host) or len(host) > 253 or is_odd_number:
        raise _unusable(address)
    return host


def _ascii_label(label: str) -> str:
    """Punycode as browsers write it today: ß stays ß, while Python's own "idna" would make ss, another host, of it."""
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


def _path(parts: SplitResult) -> str:
    signs = "/%:=&?~+!$,;'@()*[]|"
    query = f"?{quote(parts.query, safe=signs)}" if parts.query else ""
    return quote(parts.path or "/", safe=signs) + query


def _unusable(address: str) -> FetchError:
    example = "Richtig ist zum Beispiel https://www.example.org/feed/."
    return FetchError(f"Die Adresse {shown_host(address)} ist nicht brauchbar. {example}")


def shown_host(address: str) -> str:
    """An address as a sentence quotes it: at most 80 signs, none of them invisible."""
    visible = "".join(sign if sign.isprintable() else " " for sign in address[:200])
    return f"„{visible if len(visible) <= 80 else visible[:79] + '…'}“"


def ip_of(text: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
