-- Scratch databases that nobody is connected to.
SELECT s.schema_name
FROM information_schema.schemata AS s
WHERE s.schema_name REGEXP '^anneal_scratch_.*_[0-9]+_[0-9a-f]+$'
  AND NOT EXISTS (SELECT 1 FROM information_schema.processlist AS p WHERE p.db = s.schema_name)
ORDER BY s.schema_name
