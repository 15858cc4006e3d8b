-- Everything in the file, in the order of its making; rootpage 0: a view, trigger or virtual table.
SELECT type, name, tbl_name, sql, rootpage
FROM sqlite_schema
ORDER BY rowid
