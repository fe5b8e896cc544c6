#!/usr/bin/env bash
# vobject 0.9.9: an event without a UID gets one when it is written, and it holds the name of the machine and a blank; the
# next writing of the same event gives another one. Whoever publishes such a calendar tells the world the name of the server,
# and whoever imports it twice has every event twice.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check vobject==0.9.9
cat > "$folder/expected" <<'SEEN'
the UID ends with the name of the machine: True
the UID holds a blank: True
written twice the UID is the same: False
SEEN
"$folder/env/bin/python" - > "$folder/seen" <<'PYTHON'
import datetime
import socket
import vobject


def uid():
    calendar = vobject.iCalendar()
    event = calendar.add("vevent")
    event.add("summary").value = "Fachtag"
    event.add("dtstart").value = datetime.date(2027, 5, 4)
    lines = calendar.serialize().splitlines()
    return next(line for line in lines if line.startswith("UID:"))[4:]


first, second = uid(), uid()
print("the UID ends with the name of the machine:", first.endswith(f"@{socket.gethostname()}"))
print("the UID holds a blank:", " " in first)
print("written twice the UID is the same:", first == second)
PYTHON
cat "$folder/seen"
diff "$folder/expected" "$folder/seen" || { echo "vobject behaves differently now."; exit 1; }
