"""Words in the files that calendars and address books read (iCalendar, vCard)."""

from icalendar import vOrg, vText

_BACKSLASH_N = r"\N"


class Text(vText):
    """The library escapes and folds, but takes a backslash before a capital N for the end of a line."""

    def to_ical(self) -> bytes:
        if _BACKSLASH_N not in self:
            return super().to_ical()
        return rb"\\N".join(vText(part).to_ical() for part in self.split(_BACKSLASH_N))


class Fields(vOrg):
    """The parts of a name or an address in one line."""

    def to_ical(self) -> bytes:
        return b";".join(Text(field).to_ical() for field in self.fields)
