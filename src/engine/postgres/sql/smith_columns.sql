-- Columns of the tables that SchemaSmith keeps, as they are spelled; of tables that this role may not read, too.
SELECT n.nspname, c.relname, a.attname
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE lower(n.nspname) = 'schemasmith'
   AND c.relkind IN ('r', 'p', 'v')
   AND lower(c.relname) IN ('completedmigrationscripts', 'productownership')
 ORDER BY n.nspname, c.relname, a.attnum
