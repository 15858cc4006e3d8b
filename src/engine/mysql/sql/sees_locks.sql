-- Whether the server keeps a list of metadata locks.
SELECT EXISTS (SELECT 1 FROM performance_schema.setup_instruments AS i
               WHERE i.name = 'wait/lock/metadata/sql/mdl' AND i.enabled = 'YES')
