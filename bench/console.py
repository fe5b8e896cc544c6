"""What the measurement says while it runs: on the error output, because the report goes to the other one."""

import sys


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
