"""Arithmetic on arrows: circles, which arrows have to point upwards, heights, arrows that others imply."""

from collections.abc import Iterable, Mapping

Arrow = tuple[str, str]
Weights = Mapping[Arrow, int]


def reached(start: str, arrows: Iterable[Arrow]) -> set[str]:
    """What can be reached by one arrow or more; the start itself only by a circle."""
    onward: dict[str, list[str]] = {}
    for here, there in arrows:
        onward.setdefault(here, []).append(there)
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for there in onward.get(waiting.pop(), []):
            if there not in found:
                found.add(there)
                waiting.append(there)
    return found


def circles(arrows: Iterable[Arrow]) -> list[list[str]]:
    """Groups of which each member reaches each other one (strongly connected, more than one member)."""
    arrows = list(arrows)
    reach = {name: reached(name, arrows) for name in sorted({name for arrow in arrows for name in arrow})}
    groups = {
        tuple(other for other in reach if other in reach[name] and name in reach[other])
        for name in reach
        if name in reach[name]
    }
    return [list(group) for group in sorted(groups) if len(group) > 1]


def upward(weights: Weights) -> list[Arrow]:
    """The arrows that point upwards when each circle is cut where the fewest imports are."""
    against = []
    for circle in circles(weights):
        within = {arrow: weight for arrow, weight in weights.items() if set(arrow) <= set(circle)}
        place = {name: number for number, name in enumerate(_cheapest_order(circle, within))}
        against += [(here, there) for here, there in within if place[here] > place[there]]
    return sorted(against)


def _cheapest_order(names: list[str], weights: Weights) -> list[str]:
    """From top to bottom, by moving one name at a time as long as fewer imports point upwards."""

    def cost(order: list[str]) -> int:
        place = {name: number for number, name in enumerate(order)}
        return sum(weight for (here, there), weight in weights.items() if place[here] > place[there])

    best = sorted(names)
    is_better = True
    while is_better:
        is_better = False
        for name in sorted(names):
            others = [other for other in best if other != name]
            moved = min(([*others[:at], name, *others[at:]] for at in range(len(names))), key=cost)
            if cost(moved) < cost(best):
                best, is_better = moved, True
    return best


def heights(names: Iterable[str], arrows: Iterable[Arrow]) -> dict[str, int]:
    """Ground is 0; each name stands one step above the highest one that it points to. Without circles only."""
    below: dict[str, list[str]] = {name: [] for name in names}
    for here, there in arrows:
        below[here].append(there)
    known: dict[str, int] = {}

    def height(name: str) -> int:
        if name not in known:
            known[name] = max((height(other) + 1 for other in below[name]), default=0)
        return known[name]

    return {name: height(name) for name in below}


def reduced(weights: Weights) -> list[Arrow]:
    """Without the arrows that a way over others implies; of several such the light ones go first."""
    kept = sorted(weights)
    for arrow in sorted(weights, key=lambda arrow: (weights[arrow], arrow)):
        without = [other for other in kept if other != arrow]
        if arrow[1] in reached(arrow[0], without):
            kept = without
    return kept
