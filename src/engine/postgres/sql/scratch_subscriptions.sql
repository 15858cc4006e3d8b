-- The statements that take each subscription of this database away without touching its publisher.
SELECT pg_catalog.format('ALTER SUBSCRIPTION %I DISABLE', subname),
       pg_catalog.format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', subname),
       pg_catalog.format('DROP SUBSCRIPTION %I', subname)
FROM pg_catalog.pg_subscription
WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
