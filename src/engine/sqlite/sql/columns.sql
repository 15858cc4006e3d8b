-- All columns of all tables as SQLite understands them.
SELECT s.name, x.name, x.type, x."notnull", x.dflt_value, x.pk, x.hidden
FROM sqlite_schema AS s
JOIN pragma_table_xinfo(s.name, 'main') AS x
WHERE s.type = 'table' AND s.rootpage <> 0
ORDER BY s.rowid, x.cid
