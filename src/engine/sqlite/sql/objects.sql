-- Everything in the file, in the order of its making; rootpage 0: a view, trigger or virtual table.
SELECT type, name, tbl_name, sql, rootpage
FROM sqlite_schema
-- the journal, whatever its name: its own text tells (journal_upgrade_1.sql)
WHERE tbl_name NOT IN (SELECT j.name FROM sqlite_schema AS j
                       WHERE j.type = 'table' AND j.sql LIKE 'CREATE TABLE % ( -- anneal journal' || char(10) || '%')
ORDER BY rowid
