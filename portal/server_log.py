"""How the web server writes its log; the rule is that of core/logs.py."""

from typing import Any

from gunicorn.glogging import Logger

from core.logs import Discreet, without_secrets

NEVER = {"h", "q", "f", "a", "u"}  # who asked, with what, and from which page; nor any head line, "{name}i"


class ServerLogger(Logger):  # type: ignore[misc]
    """Gunicorn's own words, should a request fail outside Django or an operator want a list of requests."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Discreet(self.error_fmt, self.datefmt))

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        said = super().atoms(resp, req, environ, request_time)
        return {name: "-" if name in NEVER or name[0] == "{" else _scrubbed(value) for name, value in said.items()}


def _scrubbed(value: Any) -> Any:  # Any: what is no text is left as it is
    return without_secrets(value) if isinstance(value, str) else value
