"""Server and worker under one small process: who starts whom again, and who ends with whom."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.server import ROOT

# Both say who they are and wait for a signal; the server ends on SIGTERM as gunicorn does, with 0.
CHILD = """
import os, signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
os.write(1, b"{name} %d\\n" % os.getpid())  # in one piece, as both write at once
signal.pause()
"""
START = """
import sys
from portal import processes
processes.SERVER = [sys.executable, "-c", {server!r}]
processes.WORKER = [sys.executable, "-c", {worker!r}]
sys.exit(processes.Processes([]).run())
"""
SERVER, WORKER = (CHILD.format(name=name) for name in ("server", "worker"))


@contextmanager
def started(server=SERVER, worker=WORKER):
    process = subprocess.Popen(
        [sys.executable, "-c", START.format(server=server, worker=worker)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def born(process, count=2):
    """Name → process id, from the next lines."""
    return {name: int(number) for name, number in (process.stdout.readline().split() for _ in range(count))}


@pytest.mark.parametrize(
    ("send", "number"),
    [
        (os.kill, signal.SIGINT),
        (os.kill, signal.SIGTERM),
        (os.kill, signal.SIGHUP),
        (os.killpg, signal.SIGINT),  # Ctrl-C in a terminal reaches every process of the group at once
        (os.killpg, signal.SIGTERM),
    ],
)
def test_a_signal_ends_everything_in_silence(send, number):
    with started() as process:
        born(process)
        send(process.pid, number)
        assert process.wait(30) == 0
        assert process.stdout.read() == ""  # ends only when the last of them has closed it


@pytest.mark.parametrize("code", [0, 3])
def test_the_end_of_the_server_is_the_end_of_everything_and_its_code_is_ours(code):
    with started(server=f"import sys; sys.stdin.read(); sys.exit({code})") as process:
        assert process.wait(30) == code
        assert "Dienst" not in process.stdout.read()


def test_a_server_that_is_killed_counts_as_a_shell_counts():
    with started() as process:
        os.kill(born(process)["server"], signal.SIGKILL)
        assert process.wait(30) == 128 + signal.SIGKILL


def test_a_worker_that_ends_is_started_again_after_growing_pauses():
    with started(worker="raise SystemExit(7)") as process:
        lines = [process.stdout.readline() for _ in range(3)]
        sentences = [line for line in lines if "Dienst" in line]
        assert sentences[0] == "Der Dienst im Hintergrund ist beendet (7). Neuer Start in 1 s.\n"
        assert sentences[1] == "Der Dienst im Hintergrund ist beendet (7). Neuer Start in 2 s.\n"
        process.terminate()  # in the middle of a pause
        assert process.wait(30) == 0


def test_a_killed_worker_is_replaced_while_the_server_stays():
    with started() as process:
        first = born(process)
        os.kill(first["worker"], signal.SIGKILL)
        assert process.stdout.readline() == "Der Dienst im Hintergrund ist beendet (137). Neuer Start in 1 s.\n"
        assert born(process, 1)["worker"] != first["worker"]
        process.terminate()
        assert process.wait(30) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="needs prctl")
def test_nobody_is_left_over_when_the_watcher_is_killed():
    with started() as process:
        born(process)
        process.kill()
        assert process.stdout.read() == ""
