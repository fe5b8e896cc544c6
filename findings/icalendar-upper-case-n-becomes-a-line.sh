#!/usr/bin/env bash
# icalendar 7.3.2: a text in which a backslash stands before a capital N (a folder of Windows, "S:\Neu") is written with a
# line break in its place, because the escaping takes the pair for the escape that RFC 5545 allows in files. Before a small n
# the backslash is escaped as it should be. Read back by vobject 0.9.9 the name of the folder is gone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check icalendar==7.3.2 vobject==0.9.9
cat > "$folder/expected" <<'SEEN'
'Ordner S:\\neu' is written SUMMARY:Ordner S:\\neu and read as 'Ordner S:\\neu'
'Ordner S:\\Neu' is written SUMMARY:Ordner S:\neu and read as 'Ordner S:\neu'
SEEN
"$folder/env/bin/python" - > "$folder/seen" <<'PYTHON'
from datetime import date, datetime, timezone

import icalendar
import vobject

for text in ("Ordner S:\\neu", "Ordner S:\\Neu"):
    event = icalendar.Event()
    event.add("uid", "1")
    event.add("dtstamp", datetime(2026, 1, 1, tzinfo=timezone.utc))
    event.add("dtstart", date(2026, 1, 1))
    event.add("summary", text)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//x//x//DE")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    file = calendar.to_ical().decode()
    line = next(line for line in file.splitlines() if line.startswith("SUMMARY"))
    read = vobject.readOne(file).vevent.summary.value
    print(f"{text!r} is written {line} and read as {read!r}")
PYTHON
cat "$folder/seen"
diff "$folder/expected" "$folder/seen" || { echo "icalendar behaves differently now."; exit 1; }
