#!/usr/bin/env bash
# icalendar 6.3.2: an escaped backslash followed by the letter n ("C:\\neu" in the file) is read as a line break, because
# the escapes are replaced one kind after the other. RFC 5545 means a backslash and an n; vobject 0.9.9 reads it so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check icalendar==6.3.2 vobject==0.9.9
cat > "$folder/expected" <<'SEEN'
in the file: SUMMARY:Ordner C:\\neu
vobject: 'Ordner C:\\neu'
icalendar: 'Ordner C:\neu'
icalendar writes it back as: SUMMARY:Ordner C:\neu
SEEN
"$folder/env/bin/python" - > "$folder/seen" <<'PYTHON'
import icalendar
import vobject

LINE = r"SUMMARY:Ordner C:\\neu"
FILE = "\r\n".join(
    ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//DE", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z",
     "DTSTART;VALUE=DATE:20260101", LINE, "END:VEVENT", "END:VCALENDAR", ""]
)
print("in the file:", LINE)
print("vobject:", repr(vobject.readOne(FILE).vevent.summary.value))
event = icalendar.Calendar.from_ical(FILE).walk("VEVENT")[0]
print("icalendar:", repr(str(event["SUMMARY"])))
written = event.to_ical().decode().splitlines()
print("icalendar writes it back as:", next(line for line in written if line.startswith("SUMMARY")))
PYTHON
cat "$folder/seen"
diff "$folder/expected" "$folder/seen" || { echo "icalendar or vobject behaves differently now."; exit 1; }
