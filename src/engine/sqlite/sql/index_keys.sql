-- All key parts of all indexes that have a CREATE INDEX.
SELECT s.name, i.name, i."unique", i.partial, k.name, k."desc", k.coll
FROM sqlite_schema AS s
JOIN pragma_index_list(s.name, 'main') AS i
JOIN pragma_index_xinfo(i.name, 'main') AS k
WHERE s.type = 'table' AND s.rootpage <> 0 AND i.origin = 'c' AND k.key = 1
ORDER BY s.rowid, i.name, k.seqno
