#!/usr/bin/env bash
# feedparser 6.0.14: a date with the zone CET, CEST, MEZ or MESZ is read as if it were UTC; nothing says so (bozo stays 0).
# Expected: one or two hours earlier, as with "+0100" and "+0200"; American names (EST) are known and counted.
# Where it hurts: office websites write their feeds with these names, and a post of 0:30 lands on the wrong day.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check feedparser==6.0.14
cat > "$folder/expected" <<'SEEN'
+0100: 2026-11-27 09:00 UTC, bozo 0
EST: 2026-11-27 15:00 UTC, bozo 0
CET: 2026-11-27 10:00 UTC, bozo 0
MEZ: 2026-11-27 10:00 UTC, bozo 0
CEST: 2026-11-27 10:00 UTC, bozo 0
MESZ: 2026-11-27 10:00 UTC, bozo 0
SEEN
"$folder/env/bin/python" - > "$folder/seen" <<'PYTHON'
import time
import feedparser

FEED = """<rss version="2.0"><channel><title>Feed</title><item><title>Post</title>
<pubDate>Fri, 27 Nov 2026 10:00:00 {zone}</pubDate></item></channel></rss>"""
for zone in ("+0100", "EST", "CET", "MEZ", "CEST", "MESZ"):
    feed = feedparser.parse(FEED.format(zone=zone))
    moment = time.strftime("%Y-%m-%d %H:%M", feed.entries[0].published_parsed)
    print(f"{zone}: {moment} UTC, bozo {int(feed.bozo)}")
PYTHON
cat "$folder/seen"
diff "$folder/expected" "$folder/seen" || { echo "feedparser behaves differently now."; exit 1; }
