-- The raw pass over a SQLite file: its schema table, and for each table the PRAGMAs that tell what its text alone does not.  Run by
-- measure.py through the sqlite3 shell; the rows are thrown away.
SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema;
SELECT m.name, x.* FROM sqlite_schema AS m JOIN pragma_table_list(m.name) AS x WHERE m.type = 'table';
SELECT m.name, x.* FROM sqlite_schema AS m JOIN pragma_table_xinfo(m.name) AS x WHERE m.type = 'table';
SELECT m.name, i.* FROM sqlite_schema AS m JOIN pragma_index_list(m.name) AS i WHERE m.type = 'table';
SELECT m.name, i.name, x.*
  FROM sqlite_schema AS m JOIN pragma_index_list(m.name) AS i JOIN pragma_index_xinfo(i.name) AS x
 WHERE m.type = 'table';
SELECT m.name, x.* FROM sqlite_schema AS m JOIN pragma_foreign_key_list(m.name) AS x WHERE m.type = 'table';
