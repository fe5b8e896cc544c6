"""The house in words: a table of rooms, the arrows with their counts, the circles, and one line that sums up."""

from tools.pictures import graph
from tools.pictures.rooms import House


def told(house: House) -> str:
    return "\n".join([*_rooms(house), "", *_arrows(house), "", *_circles(house), "", summary(house)])


def summary(house: House) -> str:
    files = sum(room.files for room in house.rooms.values())
    circles = len(graph.circles(house.imports))
    counts = ((files, "file"), (len(house.rooms), "room"), (len(house.imports), "arrow"), (circles, "circle"))
    return ", ".join(counted(*one) for one in counts)


def counted(number: int, word: str) -> str:
    """Such as "1 file" and "1,200 files"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _rooms(house: House) -> list[str]:
    rows = [("room", "files", "lines", "arrows out", "arrows in")]
    for app in house.apps:
        for room in house.rooms_of(app):
            out = sum(here == room.name for here, _ in house.imports)
            into = sum(there == room.name for _, there in house.imports)
            rows.append((room.name, f"{room.files}", f"{room.lines}", f"{out}", f"{into}"))
    return [f"{name:<24}{files:>6}{lines:>8}{out:>12}{into:>11}" for name, files, lines, out, into in rows]


def _arrows(house: House) -> list[str]:
    lines = ["arrows (pairs of modules of which one imports the other)"]
    for app in house.apps:
        for (here, there), count in house.imports.items():
            if house.rooms[here].app == app:
                lines.append(f"{here:<24}→ {there:<24}{count:>5}")
    return lines


def _circles(house: House) -> list[str]:
    """Under each circle the arrows that have to point upwards, with the imports behind them; without these there would
    be no circle."""
    circles = graph.circles(house.imports)
    if not circles:
        return ["no circles"]
    against = graph.upward(house.imports)
    lines = []
    for circle in circles:
        lines.append(f"circle: {', '.join(circle)}")
        for here, there in against:
            if here in circle and there in circle:
                lines.append(f"  upwards: {here} → {there} ({house.imports[here, there]})")
                lines += [f"    {one} → {other}" for one, other in house.modules[here, there]]
    return lines
