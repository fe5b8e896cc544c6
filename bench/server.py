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
SLOWEST_START = 60  # seconds, after which waiting makes no sense


def environment(data_dir: Path, database_url: str = "", port: int = 8000) -> dict[str, str]:
    """The caller's environment without what would steer the portal elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name not in {"CACHE_URL", "BASE_URL", "DEBUG"}}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": database_url,
        "PORT": str(port),
    }


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int
    start_seconds: float  # from the start of the process to the first page
    start_cpu_seconds: float  # the same as processor time, which other programs do not lengthen

    def cpu_seconds(self) -> float:
        """Processor time of master and workers so far, user and system, ended workers included."""
        return _cpu_seconds(self.process.pid)

    def worker_peak_mb(self) -> float:
        """The largest resident memory any worker has had (VmHWM, pages shared with the master included)."""
        return max(_peak_kb(pid) for pid in _workers(self.process.pid)) / 1024


@contextmanager
def running(data_dir: Path, database_url: str = "") -> Iterator[Server]:
    """A server on a free port; ended with its workers however the block ends."""
    port = free_port()
    with (data_dir / "server.log").open("ab") as log:
        started = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=ROOT,
            env=environment(data_dir, database_url, port),
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for_first_page(process, port, data_dir / "server.log")
        seconds = time.monotonic() - started
        yield Server(process, port, seconds, _cpu_seconds(process.pid))
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


def _workers(master: int) -> list[int]:
    """Everything below the process that watches: server, its workers, the worker in the background."""
    children = [int(child) for child in Path(f"/proc/{master}/task/{master}/children").read_text().split()]
    return children + [below for child in children for below in _workers(child)]


def _cpu_seconds(master: int) -> float:
    return sum(_ticks(pid) for pid in [master, *_workers(master)]) / TICKS_PER_SECOND


def _ticks(pid: int) -> int:
    """utime, stime and those of ended children: fields 14 to 17 of proc(5) stat, counted after the name."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))


def _peak_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
