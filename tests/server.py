"""The portal as `make run` starts it: real processes, a folder of their own, a free port."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_START = 60  # seconds, on a machine that does many things at once


class Server:
    def __init__(self, process, port, output, folder):
        self.process, self.port, self.output, self.folder = process, port, output, folder
        self.url = f"http://127.0.0.1:{port}"

    def get(self, path, **headers):
        """The answer, whatever its status."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, headers=fields)  # noqa: S310 (our own server)
        try:
            return urllib.request.urlopen(request, timeout=30)  # noqa: S310
        except urllib.error.HTTPError as error:
            return error


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(folder, **variables):
    """Waits until the server says its address on its output and answers; Ctrl-C ends it."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        **variables,
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    server = Server(process, port, [], folder)
    # Somebody has to go on reading: mails are written there, and a full pipe would stop the worker.
    reader = threading.Thread(target=server.output.extend, args=[process.stdout], daemon=True)
    try:
        for line in process.stdout:
            server.output.append(line)
            if "Beenden mit Strg-C" in line:
                break
        wait_for(port, process)
        reader.start()
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(LONGEST_START)
        if reader.ident:
            reader.join(LONGEST_START)
        process.stdout.close()


def wait_for(port, process):
    """Connects until somebody listens. A server that has ended is a failure with its own words."""
    while process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(LONGEST_START)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError(process.stdout.read())
