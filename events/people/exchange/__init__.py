"""People who come, in and out: lists that offices keep in a spreadsheet.

columns        what a column is called, in both directions
export         registrations → rows → CSV and XLSX
reading        a file → rows of cells by column, or one German sentence says what is wrong with it
names          what the cells say about the name: one person, or a sentence that asks
postcodes      as spreadsheets leave them
people         what a row says: a person, her days and her wishes, or a sentence
intake         what each row would do, and doing it
"""
