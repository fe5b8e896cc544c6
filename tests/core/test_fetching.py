import gzip
import http.server
import ipaddress
import socket
import ssl
import threading
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.web.fetching import Fetched, FetchError, fetch
from core.web.public_internet import is_public, read_target
from tests.server import free_port

LOOPBACK = ipaddress.ip_address("127.0.0.1")
NAMES = {"feed.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"], "mixed.example": ["93.184.215.14", "10.0.0.1"]}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.answer(self)

    def log_message(self, *args):
        """Nobody reads it."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        """The one who asked has hung up, which is what some tests want."""


@contextmanager
def serving(answer, context=None):
    server = Server(("127.0.0.1", 0), Handler)
    server.answer, server.asked = answer, []
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(content=b"", status=200, **headers):
    """An answer; `Content_Type="text/plain"` becomes a header."""

    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def fetch_from(server, path="/feed", host="feed.example", scheme="http", **options):
    port = server.server_port
    defaults = {
        "resolve": lambda name: NAMES.get(name, []),
        "is_allowed": lambda ip: ip == LOOPBACK or is_public(ip),
        "ports": frozenset({80, 443, port}),
    }
    return fetch(f"{scheme}://{host}:{port}{path}", **(defaults | options))


def sentence(address, **options):
    with pytest.raises(FetchError) as refused:
        fetch(address, **options)
    return str(refused.value)


def nobody(name):
    raise AssertionError(f"{name} was looked up")


# What comes back


def test_the_content_comes_with_what_the_next_question_needs():
    answer = reply(b"<rss/>", Content_Type="Application/RSS+XML; charset=utf-8", ETag='"7"', Last_Modified="heute")
    with serving(answer) as server:
        address = f"http://feed.example:{server.server_port}/feed"
        assert fetch_from(server) == Fetched(address, b"<rss/>", "application/rss+xml", '"7"', "heute")


def test_the_portal_says_who_asks(settings):
    settings.BASE_URL = "https://www.example.org"
    with serving(reply()) as server:
        fetch_from(server, "/neues?seite=1&ort=Köln#oben")
    path, headers = server.asked[0]
    assert path == "/neues?seite=1&ort=K%C3%B6ln"
    assert headers["Host"] == f"feed.example:{server.server_port}"
    assert headers["User-Agent"] == "Seniorenbueros-NRW (+https://www.example.org)"
    assert "If-None-Match" not in headers


def test_what_is_unchanged_is_not_sent_again():
    with serving(reply(status=304)) as server:
        fetched = fetch_from(server, etag='"7"', modified="Tue, 24 Nov 2026 10:00:00 GMT")
    assert (fetched.is_unchanged, fetched.content) == (True, b"")
    assert server.asked[0][1]["If-None-Match"] == '"7"'
    assert server.asked[0][1]["If-Modified-Since"] == "Tue, 24 Nov 2026 10:00:00 GMT"


def test_a_validator_cannot_smuggle_in_a_header():
    with serving(reply(b"x")) as server:
        fetch_from(server, etag='"7"\r\nX-Evil: 1')
    assert not {"If-None-Match", "X-Evil"} & server.asked[0][1].keys()


def test_unchanged_without_having_asked_is_an_error():
    with serving(reply(status=304)) as server, pytest.raises(FetchError, match=r"antwortet mit einem Fehler \(304\)"):
        fetch_from(server)


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "liegt nichts mehr"), (410, "liegt nichts mehr"), (403, "gesperrt"), (500, r"Fehler \(500\)")],
)
def test_a_refusal_is_told_in_german_and_keeps_its_number(status, words):
    with serving(reply(status=status)) as server, pytest.raises(FetchError, match=words) as refused:
        fetch_from(server)
    assert refused.value.status == status


@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", lambda content: content)]
)
def test_packed_content_is_unpacked(coding, pack):
    with serving(reply(pack(b"<rss/>"), Content_Encoding=coding)) as server:
        assert fetch_from(server).content == b"<rss/>"


# Limits


def test_a_bomb_of_packed_zeros_is_given_up():
    bomb = gzip.compress(b"\0" * 50_000_000)
    with serving(reply(bomb, Content_Encoding="gzip")) as server, pytest.raises(FetchError, match="liegt zu viel"):
        fetch_from(server)


def test_a_bomb_packed_twice_is_given_up():
    bomb = gzip.compress(gzip.compress(b"\0" * 50_000_000))
    packing = {"Content_Encoding": "gzip, gzip"}
    with serving(reply(bomb, **packing)) as server, pytest.raises(FetchError, match="liegt zu viel"):
        fetch_from(server)


def test_the_limit_itself_is_still_read():
    with serving(reply(b"x" * 1000)) as server:
        assert len(fetch_from(server, most_bytes=1000).content) == 1000
        with pytest.raises(FetchError, match="liegt zu viel"):
            fetch_from(server, most_bytes=999)


def dripping(head, gone):
    """Sends `head`, then one byte every 20 milliseconds until the one who asked has gone."""

    def answer(handler):
        handler.wfile.write(head)
        for _ in range(250):  # an end, so that a mistake fails instead of hanging
            if gone.wait(0.02):
                break
            handler.wfile.write(b"a")

    return answer


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 ",
        b"HTTP/1.1 200 OK\r\nX-Long: ",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n",
    ],
    ids=["silence", "status", "header", "body", "length", "chunked"],
)
def test_a_server_that_drips_is_left_in_time(head):
    gone = threading.Event()
    with serving(dripping(head, gone)) as server:
        start = monotonic()
        with pytest.raises(FetchError, match="antwortet zu langsam"):
            fetch_from(server, timeout=0.4)
        gone.set()
    assert monotonic() - start < 3


def test_a_lookup_without_end_is_left_in_time():
    gone = threading.Event()

    def lookup(name):
        gone.wait(30)
        return []

    assert "antwortet zu langsam" in sentence("https://feed.example/", resolve=lookup, timeout=0.2)
    gone.set()


def test_a_line_that_breaks_off_is_no_answer():
    def answer(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalb")

    with serving(answer) as server, pytest.raises(FetchError, match="antwortet nicht richtig"):
        fetch_from(server)


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n"])
def test_what_is_no_web_server_is_no_answer(answer):
    with (
        serving(lambda handler: handler.wfile.write(answer)) as server,
        pytest.raises(FetchError, match="antwortet nicht"),
    ):
        fetch_from(server)


def test_where_nobody_listens_nobody_answers():
    port = free_port()
    options = {"resolve": NAMES.get, "is_allowed": lambda ip: True, "ports": frozenset({port})}
    told = sentence(f"http://feed.example:{port}/", **options)
    assert told == f"Die Adresse „http://feed.example:{port}/“ antwortet nicht."


def test_a_second_address_is_tried_where_the_first_is_dead():
    with serving(reply(b"x")) as server:
        assert fetch_from(server, resolve=lambda name: ["::1", "127.0.0.1"], is_allowed=lambda ip: True).content == b"x"


# Where it may lead


@pytest.mark.parametrize(
    "address",
    [
        *["0.0.0.0", "10.1.2.3", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1", "192.168.178.1"],  # noqa: S104
        *["100.64.0.1", "192.0.0.9", "192.0.2.1", "192.88.99.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"],
        *["255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "ff0e::1"],
        *["::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1"],
        *["64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::", "2001:db8::1"],
        *["5f00::1", "100::1"],
    ],
)
def test_addresses_within_are_not_public(address):
    ip = ipaddress.ip_address(address)
    assert not is_public(ip)
    told = sentence("https://feed.example/", resolve=lambda name: [address])
    assert told == "Die Adresse „https://feed.example/“ führt nicht ins öffentliche Internet."


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2a00:1450:4001:80b::200e", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_addresses_of_websites_are_public(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("answers", [["93.184.215.14", "127.0.0.1"], ["::1", "93.184.215.14"], ["Unsinn"]])
def test_one_bad_answer_spoils_the_whole_host(answers):
    assert "führt nicht ins öffentliche Internet" in sentence("https://feed.example/", resolve=lambda name: answers)


def test_an_unknown_host_is_told():
    def unknown(name):
        raise socket.gaierror(socket.EAI_NONAME, "no")

    told = sentence("https://fehd.example/", resolve=unknown)
    assert told == "Die Adresse „https://fehd.example/“ gibt es nicht. Bitte prüfen Sie die Schreibweise."


def test_the_host_is_looked_up_once_so_that_a_second_answer_changes_nothing():
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    with serving(reply(b"x")) as server:
        assert fetch_from(server, resolve=lambda name: answers.pop(0)).content == b"x"
    assert answers == [["10.0.0.1"]]


@pytest.mark.parametrize(
    "address",
    [
        *["", "feed", "//feed.example/", "www.feed.example", "ftp://feed.example/", "file:///etc/passwd"],
        *["javascript:alert(1)", "gopher://feed.example/", "data:text/plain,x", "http://", "http:///x", "http://./"],
        *["http://localhost/", "http://localhost./", "http://LOCALHOST/", "http://intranet/", "http://2130706433/"],
        *["http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://127.0.0.1.5/"],
        *["http://[::1/", "http://[::1%25lo]/", "http://[fe80::1%eth0]/", "http://[1.2.3.4]/", "http://feed..example/"],
        *["http://feed.example\\@127.0.0.1/", "http://feed.example/\r\nX: y", "http://feed .example/", "http://a.b:x/"],
        *[
            "http://feed.example:99999/",
            "http://feed.example\x00.org/",
            "http://ⓛocalhost/",
            "http://a.b/" + "x" * 2000,
        ],
        *["http://a℀b.example/", "http://%31%32%37.0.0.1/", "http://feed.example\t/"],
    ],
)
def test_what_is_no_address_of_a_website_is_refused_without_a_lookup(address):
    assert "ist nicht brauchbar. Richtig ist zum Beispiel" in sentence(address, resolve=nobody)


@pytest.mark.parametrize(
    "address",
    [
        *["http://127.0.0.1/", "http://127.0.0.1./", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/"],
        *["http://[::ffff:7f00:1]/", "http://①②⑦.0.0.1/", "http://127。0。0。1/", "http://169.254.169.254/latest/"],
        *["http://[64:ff9b::7f00:1]/", "http://[0:0:0:0:0:ffff:127.0.0.1]/"],
    ],
)
def test_numbers_that_lead_within_are_refused_without_a_lookup(address):
    assert "führt nicht ins öffentliche Internet" in sentence(address, resolve=nobody)


@pytest.mark.parametrize(
    "address", ["http://ich:geheim@feed.example/", "https://feed.example@127.0.0.1/", "http://@a.b/"]
)
def test_names_and_passwords_are_refused_and_not_repeated(address):
    told = sentence(address, resolve=nobody)
    assert told == "Die Adresse enthält einen Namen oder ein Passwort. Bitte lassen Sie diesen Teil weg."


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 8080])
def test_other_doors_than_those_of_the_web_are_refused(port):
    assert "Zahl hinter dem Doppelpunkt" in sentence(f"http://feed.example:{port}/", resolve=nobody)


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("https://Seniorenbüro.example/", "xn--seniorenbro-1hb.example"),
        ("https://straße.example/", "xn--strae-oqa.example"),
        ("https://WWW.Feed.Example./", "www.feed.example"),
        ("https://ｆｅｅｄ。example/", "feed.example"),
    ],
)
def test_hosts_are_written_as_the_line_wants_them(typed, host):
    assert read_target(typed).host == host


# Being sent on


def to(location, status=302):
    def answer(handler):
        if handler.path == "/feed":
            return reply(status=status, Location=location)(handler)
        return reply(b"da")(handler)

    return answer


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_move_is_reported(status):
    with serving(to("/neu", status)) as server:
        fetched = fetch_from(server)
    assert fetched.moved_to == fetched.address == f"http://feed.example:{server.server_port}/neu"
    assert fetched.content == b"da"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_passing_move_is_followed_and_forgotten(status):
    with serving(to("neu", status)) as server:
        fetched = fetch_from(server)
    assert (fetched.content, fetched.moved_to) == (b"da", "")


def test_only_the_permanent_beginning_of_a_chain_is_remembered():
    stations = {"/feed": (301, "/a"), "/a": (302, "/b"), "/b": (301, "/c")}

    def answer(handler):
        status, location = stations.get(handler.path, (200, ""))
        reply(b"da", status, Location=location)(handler)

    with serving(answer) as server:
        fetched = fetch_from(server)
        assert fetched.moved_to == f"http://feed.example:{server.server_port}/a"
        stations["/c"] = (302, "/d")
        with pytest.raises(FetchError, match="leitet zu oft weiter"):
            fetch_from(server)


@pytest.mark.parametrize(
    "location",
    ["http://inside.example/", "http://mixed.example/", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/"],
)
def test_each_station_is_checked_anew(location):
    with serving(to(location)) as server, pytest.raises(FetchError, match="führt nicht ins öffentliche Internet"):
        fetch_from(server)


@pytest.mark.parametrize(
    "location", ["", "file:///etc/passwd", "http://localhost/", "http://a:b@feed.example/", "http://feed.example:22/"]
)
def test_a_move_to_nowhere_is_refused(location):
    with serving(to(location)) as server, pytest.raises(FetchError, match=r"unbrauchbare Adresse|zu oft"):
        fetch_from(server)


# Encryption


def certificate(host, folder):
    """A key and a certificate that vouches for itself, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(now + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / f"{host}.pem"
    path.write_bytes(pem + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def encrypted(path, answer):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with serving(answer, context) as server:
        yield server


def test_the_certificate_is_that_of_the_name_not_of_the_number(tmp_path):
    path = certificate("feed.example", tmp_path)
    with encrypted(path, reply(b"x")) as server:
        trust = ssl.create_default_context(cafile=path)
        assert fetch_from(server, scheme="https", trust=trust).content == b"x"


def test_a_certificate_of_another_name_is_refused(tmp_path):
    path = certificate("other.example", tmp_path)
    with encrypted(path, reply(b"x")) as server, pytest.raises(FetchError, match="nicht sicher verschlüsselt"):
        fetch_from(server, scheme="https", trust=ssl.create_default_context(cafile=path))
    assert server.asked == []


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path):
    path = certificate("feed.example", tmp_path)
    with encrypted(path, reply(b"x")) as server, pytest.raises(FetchError, match="nicht sicher verschlüsselt"):
        fetch_from(server, scheme="https")
    assert server.asked == []


def test_encryption_is_never_given_up_on_the_way(tmp_path):
    path = certificate("feed.example", tmp_path)
    with encrypted(path, to("http://feed.example/offen")) as server:
        trust = ssl.create_default_context(cafile=path)
        with pytest.raises(FetchError, match="unverschlüsselte Adresse"):
            fetch_from(server, scheme="https", trust=trust)


def test_an_encrypted_server_that_drips_is_left_in_time(tmp_path):
    path, gone = certificate("feed.example", tmp_path), threading.Event()
    with encrypted(path, dripping(b"HTTP/1.1 200 OK\r\n\r\n", gone)) as server:
        with pytest.raises(FetchError, match="antwortet zu langsam"):
            fetch_from(server, scheme="https", trust=ssl.create_default_context(cafile=path), timeout=0.5)
        gone.set()
