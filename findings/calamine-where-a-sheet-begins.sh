#!/usr/bin/env bash
# python-calamine 0.9.1: two ways of reading one sheet disagree about where it begins. `to_python()` starts at the first
# filled row, `iter_rows()` at the first row of the sheet; both start at the first filled column. A message "row 4, column
# B" built from their positions names another cell; `start` holds what is missing. Postcodes with the number format 00000
# come as 1067.0, and a formula that no program has calculated yet comes as an empty text, like an empty cell.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5
cat > "$folder/expected" <<'SEEN'
to_python: [['Vorname', 'PLZ', 'Plätze'], ['Erika', 1067.0, '']]
iter_rows: [['', '', ''], ['', '', ''], ['Vorname', 'PLZ', 'Plätze'], ['Erika', 1067.0, '']]
start: (2, 1)
SEEN
(cd "$folder" && env/bin/python - > seen <<'PYTHON'
import openpyxl
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
sheet = book.active
for cell, value in {"B3": "Vorname", "C3": "PLZ", "D3": "Plätze", "B4": "Erika", "C4": 1067, "D4": "=1+1"}.items():
    sheet[cell] = value
sheet["C4"].number_format = "00000"
book.save("list.xlsx")
read = CalamineWorkbook.from_path("list.xlsx").get_sheet_by_index(0)
print("to_python:", read.to_python())
print("iter_rows:", [list(row) for row in read.iter_rows()])
print("start:", read.start)
PYTHON
)
cat "$folder/seen"
diff "$folder/expected" "$folder/seen" || { echo "python-calamine behaves differently now."; exit 1; }
