"""The server under measurement, started by the very command that `make run` uses, and what its processes cost."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.client import Connection

ROOT = Path(__file__).resolve().parent.parent
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
STEERING = {"CACHE_URL", "BASE_URL", "DEBUG", "DEMO", "EMAIL_URL"}
SLOWEST_START = 60  # seconds, after which waiting makes no sense


def environment(data_dir: Path, database_url: str = "", port: int = 8000) -> dict[str, str]:
    """The caller's environment without what would steer the portal elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name not in STEERING}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": database_url,
        "PORT": str(port),
    }


def python_of(root: Path) -> str:
    """Another checkout runs on the libraries that it names itself."""
    return sys.executable if root == ROOT else str(root / ".venv" / "bin" / "python")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Memory:
    """The largest resident size so far in megabytes (VmHWM), pages shared with other processes included."""

    web_mb: float  # of the largest process that answers visitors
    background_mb: float  # of the worker that sends mails and keeps appointments
    watcher_mb: float  # of the process that watches both


@dataclass(frozen=True, slots=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int
    start_seconds: float  # from the start of the process to the first page
    start_cpu_seconds: float  # the same as processor time, which other programs do not lengthen

    def cpu_seconds(self) -> float:
        """Processor time so far of the processes that serve pages, user and system, ended ones included. The worker in
        the background looks for something to do every few seconds, and no page has to answer for that."""
        return _cpu_seconds([pid for pid in _children(self.process.pid) if _is_web_server(pid)])

    def background_pids(self) -> list[int]:
        """Of the worker; empty for a moment while one has ended and the next has not started."""
        return [pid for pid in _children(self.process.pid) if not _is_web_server(pid)]

    def background_cpu_seconds(self) -> float:
        return _cpu_seconds(self.background_pids())

    def restart_worker(self) -> None:
        """It ends as it does in daily life, and the process that watches starts the next one."""
        for pid in self.background_pids():
            os.kill(pid, signal.SIGTERM)

    def kill(self) -> None:
        """All processes at once, with the signal that nobody can catch: what was not written is lost."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def memory(self) -> Memory:
        watcher = self.process.pid
        masters = [pid for pid in _children(watcher) if _is_web_server(pid)]
        background = self.background_pids()
        web = [pid for master in masters for pid in _children(master)]
        return Memory(*(max(map(_peak_mb, pids), default=0.0) for pids in (web, background, [watcher])))


@contextmanager
def running(data_dir: Path, database_url: str = "", root: Path = ROOT) -> Iterator[Server]:
    """A server on a free port; ended with its workers however the block ends. `root` is the checkout it runs from."""
    port = free_port()
    with (data_dir / "server.log").open("ab") as log:
        started = time.monotonic()
        process = subprocess.Popen(
            [python_of(root), "manage.py", "up"],
            cwd=root,
            env=environment(data_dir, database_url, port),
            stdout=log,
            stderr=log,
            start_new_session=True,  # a group of processes of its own, so that all can be killed at one blow
        )
    try:
        _wait_for_first_page(process, port, data_dir / "server.log")
        seconds = time.monotonic() - started
        yield Server(process, port, seconds, _cpu_seconds([process.pid]))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for_first_page(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + SLOWEST_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with Connection(port) as connection:
                if connection.get("/").status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"The server did not answer. Its last words:\n{log.read_text()[-3000:]}")


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _is_web_server(pid: int) -> bool:
    """Of the children of the process that watches (portal/processes.py); the other one is the worker."""
    return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[1:3] == [b"-m", b"gunicorn"]


def _cpu_seconds(pids: list[int]) -> float:
    """Of these and of everything below them."""
    return sum(_ticks(pid) / TICKS_PER_SECOND + _cpu_seconds(_children(pid)) for pid in pids)


def _ticks(pid: int) -> int:
    """utime, stime and those of ended children: fields 14 to 17 of proc(5) stat, counted after the name."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))


def _peak_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
