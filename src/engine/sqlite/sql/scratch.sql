-- What made each object, in the order in which they were made; shadow tables come with their virtual ones.
SELECT s.type, s.name, s.tbl_name, s.sql FROM sqlite_schema AS s
WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite\_%' ESCAPE '\'
  AND NOT EXISTS (SELECT 1 FROM pragma_table_list AS l WHERE l.schema = 'main' AND l.name = s.tbl_name AND l.type = 'shadow')
ORDER BY s.type <> 'table', s.type = 'trigger', s.rowid
