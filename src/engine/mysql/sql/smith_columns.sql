-- Columns of the tables that SchemaSmith keeps, as they are spelled.
SELECT table_schema, table_name, column_name
  FROM information_schema.columns
 WHERE table_schema = DATABASE()
   AND lower(table_name) IN ('schemasmith_completedmigrationscripts', 'schemasmith_productownership')
 ORDER BY table_name, ordinal_position
