#!/usr/bin/env bash
# phonenumberslite 9.0.42, region DE: words and hours behind a number are dialled. "App. 20" (extension 20) becomes 277 20,
# because letters are read as the keys of a telephone; two numbers with a slash between them become one; and all of it
# counts as valid, not only as possible, because German numbers have no fixed length there.
# Expected: an error, or an extension as with "x20". Only "ext" and "x" are known as words for an extension.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check phonenumberslite==9.0.42
cat > "$folder/expected" <<'SEEN'
'0228 614074 x20': +49228614074 extension 20 possible True valid True
'0228 614074 App. 20': +4922861407427720 extension None possible True valid True
'0228 614074 DW 20': +4922861407420 extension None possible True valid True
'0228 614074 / 614075': +49228614074614075 extension None possible True valid True
'0228 614074 (8-12 Uhr)': +49228614074812847 extension None possible True valid True
SEEN
"$folder/env/bin/python" - > "$folder/seen" <<'PYTHON'
import phonenumbers

for text in ("0228 614074 x20", "0228 614074 App. 20", "0228 614074 DW 20", "0228 614074 / 614075", "0228 614074 (8-12 Uhr)"):
    number = phonenumbers.parse(text, "DE")
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    possible, valid = phonenumbers.is_possible_number(number), phonenumbers.is_valid_number(number)
    print(f"{text!r}: {shown} extension {number.extension} possible {possible} valid {valid}")
PYTHON
cat "$folder/seen"
diff "$folder/expected" "$folder/seen" || { echo "phonenumbers behaves differently now."; exit 1; }
