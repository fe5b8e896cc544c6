"""Starts the web server and the worker, watches both, and ends both. `manage.py up` becomes this process.

Only the standard library: it runs as long as the portal does and should cost next to nothing.
"""

import os
import select
import signal
import subprocess
import sys
import time
from types import FrameType

SERVER = [sys.executable, "-m", "gunicorn"]  # its arguments are those of this process
WORKER = [sys.executable, "manage.py", "worker"]
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LONGEST_PAUSE = 60  # seconds between the end of a worker and the start of the next
TIME_TO_END = 35.0  # seconds: longer than gunicorn gives a request and the worker a mail server
PR_SET_PDEATHSIG = 1  # prctl(2), Linux


class Processes:
    """The server's end is the end of everything; a worker that ends is started again after a pause."""

    def __init__(self, server_arguments: list[str]) -> None:
        self._stop: int | None = None
        self._wake, end = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(end, False)
        signal.set_wakeup_fd(end, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _only_wake)
        for number in STOP_SIGNALS:
            signal.signal(number, self._note_stop)
        self._server = _start([*SERVER, *server_arguments])
        self._worker: subprocess.Popen[bytes] | None = _start(WORKER)
        self._pause, self._start_at, self._started_at = 1, 0.0, time.monotonic()

    def run(self) -> int:
        """The exit code of the server, as a shell counts it; 0 where it ended because we told it to."""
        while self._stop is None and self._server.poll() is None:
            self._sleep(self._mind_worker())
        self._end()
        code = _exit_code(self._server)
        return 0 if self._stop is not None and code == 128 + signal.SIGTERM else code

    def _note_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop = number

    def _mind_worker(self) -> float | None:
        """Seconds until there is something to do again; None: only when something happens."""
        now = time.monotonic()
        if self._worker and self._worker.poll() is not None:
            self._plan_next_worker(self._worker, now)
        if self._worker:
            return None
        if now >= self._start_at:
            self._worker, self._started_at = _start(WORKER), now
            return None
        return self._start_at - now

    def _plan_next_worker(self, ended: subprocess.Popen[bytes], now: float) -> None:
        if now - self._started_at > LONGEST_PAUSE:
            self._pause = 1
        self._worker, self._start_at = None, now + self._pause
        _say(f"Der Dienst im Hintergrund ist beendet ({_exit_code(ended)}). Neuer Start in {self._pause} s.")
        self._pause = min(2 * self._pause, LONGEST_PAUSE)

    def _sleep(self, seconds: float | None) -> None:
        """Until a signal comes, that of an ended child included."""
        if select.select([self._wake], [], [], seconds)[0]:
            os.read(self._wake, 4096)

    def _end(self) -> None:
        """SIGTERM for both. Ctrl-C goes to the server first: it then hurries and waits for no open connection."""
        children = [self._server, *([self._worker] if self._worker else [])]
        deadline = time.monotonic() + TIME_TO_END
        if self._stop == signal.SIGINT:
            _signal(self._server, signal.SIGINT)
        for child in children:
            _signal(child, signal.SIGTERM)
        while any(child.poll() is None for child in children):
            if (left := deadline - time.monotonic()) <= 0:
                for child in children:
                    _signal(child, signal.SIGKILL)
                left = TIME_TO_END
            self._sleep(left)


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, preexec_fn=_before_start, stdin=subprocess.DEVNULL)  # noqa: S603


def _before_start() -> None:
    """Ctrl-C in the first second would print a traceback from the middle of the imports; our SIGTERM does not.
    Where the kernel can (Linux), it tells the child when this process is gone, even if that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes  # here, so that this process need not carry it

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal(child: "subprocess.Popen[bytes]", number: int) -> None:
    if child.poll() is None:
        child.send_signal(number)


def _exit_code(ended: "subprocess.Popen[bytes]") -> int:
    code = ended.returncode
    return 128 - code if code < 0 else code


def _only_wake(number: int, frame: FrameType | None) -> None:
    """A signal without a handler wakes nobody."""


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(Processes(sys.argv[1:]).run())
