-- Scratch databases that nobody is connected to.
SELECT pg_catalog.quote_ident(d.datname) FROM pg_catalog.pg_database d
WHERE d.datname ~ '^anneal_scratch_.*_[0-9]+_[0-9a-f]+$'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)
ORDER BY 1
