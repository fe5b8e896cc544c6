"""Processor time per request, in interleaved rounds, so that whatever disturbs the machine disturbs all pages alike."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

from bench.client import Answer, Connection
from bench.server import Server

BATCH_SECONDS = 0.3  # processor time of one page in one round; the kernel counts in hundredths of a second
FEWEST, MOST = 10, 400  # requests of one batch
VISITORS = 8  # at once while warming up, so that every worker has seen every page


@dataclass(frozen=True, slots=True)
class Effort:
    rounds: int
    load_seconds: int  # of wrk on each page; 0 leaves wrk out


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Visit:
    server: Server
    path: str
    cookie: str = ""
    asks_again: bool = False
    before_each: Callable[[], None] = _nothing  # happens outside the server, so it is not counted

    def cpu_ms(self, times: int) -> float:
        """Processor milliseconds per request of all processes of the server, over one connection that stays open."""
        with Connection(self.server.port) as connection:
            known = connection.get(self.path, cookie=self.cookie).etag if self.asks_again else ""
            before = self.server.cpu_seconds()
            for _time in range(times):
                self.before_each()
                self._check(connection.get(self.path, cookie=self.cookie, known=known))
            return (self.server.cpu_seconds() - before) * 1000 / times

    def _check(self, answer: Answer) -> None:
        expected = (304, "") if self.asks_again else (200, "gzip")
        if (answer.status, answer.encoding) != expected:
            raise SystemExit(f"{self.path} answered {answer.status} with encoding {answer.encoding!r}.")

    def warm_up(self) -> None:
        """Every worker has parsed the templates and computed what it keeps."""
        with ThreadPoolExecutor(VISITORS) as pool:
            list(pool.map(self.cpu_ms, [2] * VISITORS))

    def batch_size(self) -> int:
        cost = max(self.cpu_ms(FEWEST), 0.1)
        return min(max(round(BATCH_SECONDS * 1000 / cost), FEWEST), MOST)


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor milliseconds per request, one figure per round."""

    rounds: tuple[float, ...]

    @property
    def ms(self) -> float:
        return median(self.rounds)

    @property
    def spread(self) -> float:
        """The middle half of the rounds lies within this share of the median: how far the machine can be trusted."""
        ordered = sorted(self.rounds)
        quarter = len(ordered) // 4
        return (ordered[-1 - quarter] - ordered[quarter]) / self.ms if self.ms else 0.0


def warm_up(visits: list[Visit]) -> None:
    for visit in visits:
        visit.warm_up()


def measure(visits: list[Visit], rounds: int) -> list[Cost]:
    """In the order of `visits`. The servers of all databases run at once and take turns page by page."""
    sizes = [visit.batch_size() for visit in visits]
    figures = [[visit.cpu_ms(size) for visit, size in zip(visits, sizes, strict=True)] for _round in range(rounds)]
    return [Cost(of_page) for of_page in zip(*figures, strict=True)]
