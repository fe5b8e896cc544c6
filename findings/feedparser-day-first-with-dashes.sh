#!/usr/bin/env bash
# feedparser 6.0.14: a day written first, with dashes, as German content systems write it ("27-11-2026"), is neither read
# nor left out: it becomes another day of another year, and nothing says so (bozo stays 0).
# Expected: 27 November 2026, or no date at all, as of "27.11.2026".
# Where it hurts: a post of an office's website would appear a year in advance.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check feedparser==6.0.14
cat > "$folder/expected" <<'SEEN'
27-11-2026: 2027-11-20, bozo 0
27.11.2026: no date, bozo 0
2026-11-27: 2026-11-27, bozo 0
SEEN
"$folder/env/bin/python" - > "$folder/seen" <<'PYTHON'
import time
import feedparser

FEED = """<rss version="2.0"><channel><title>Feed</title><item><title>Post</title>
<pubDate>{written}</pubDate></item></channel></rss>"""
for written in ("27-11-2026", "27.11.2026", "2026-11-27"):
    feed = feedparser.parse(FEED.format(written=written))
    parsed = feed.entries[0].get("published_parsed")
    print(f"{written}: {time.strftime('%Y-%m-%d', parsed) if parsed else 'no date'}, bozo {int(feed.bozo)}")
PYTHON
cat "$folder/seen"
diff "$folder/expected" "$folder/seen" || { echo "feedparser behaves differently now."; exit 1; }
