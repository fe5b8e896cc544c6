"""Lists of offices in and out: CSV and XLSX files become statements, statements become offices, and back.

reader, workbook → table   the file: bytes become rows of cells, or one German sentence says what is wrong
columns, texts, schedule   what may stand in a column, and its one canonical way of saying it
rows, merge, identity      what a row says, which office it means, what changes and what a person has changed
importer, writing, report  one run over a file, its bulk writes, and what became of every row
export                     the way back: office → row → file
"""
