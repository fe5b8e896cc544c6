"""Rates and latencies under load, told by wrk where the machine has it."""

import re
import shutil
import subprocess
from dataclasses import dataclass

CONNECTIONS = 8  # as many as the server has threads
MS_PER_UNIT = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True, slots=True)
class Load:
    per_second: float
    p99_ms: float
    errors: int  # answers other than 2xx and 3xx, and broken connections


def is_available() -> bool:
    return shutil.which("wrk") is not None


def measure_load(port: int, path: str, seconds: int) -> Load:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "--latency"]
    command += ["-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{port}{path}"]
    return parse(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def parse(text: str) -> Load:
    """`text` is what `wrk --latency` prints."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", text)
    if rate is None or p99 is None:
        raise SystemExit(f"wrk said something unexpected:\n{text}")
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    errors = (int(refused[1]) if refused else 0) + (sum(map(int, broken.groups())) if broken else 0)
    return Load(float(rate[1]), float(p99[1]) * MS_PER_UNIT[p99[2]], errors)
