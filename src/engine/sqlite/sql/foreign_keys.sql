-- All foreign keys, in the order of the text; SQLite numbers them from the last one.
SELECT s.name, f.id, f.seq, f."table", f."from", f."to", f.on_update, f.on_delete
FROM sqlite_schema AS s
JOIN pragma_foreign_key_list(s.name, 'main') AS f
WHERE s.type = 'table' AND s.rootpage <> 0
ORDER BY s.rowid, f.id DESC, f.seq
