-- What kind of table each is, where that is not plain from sqlite_schema: a shadow table holds the rows of a virtual one. To
-- list them SQLite resolves every view, so it is asked only where there is a virtual table.
SELECT t.name, t.type
FROM (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage = 0 LIMIT 1) AS v
CROSS JOIN pragma_table_list AS t
WHERE t.schema = 'main'
