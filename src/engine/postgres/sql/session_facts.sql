-- Asked after the session has its role.
select pg_catalog.pg_is_in_recovery(),
       pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY'),
       exists (select from pg_catalog.pg_extension where extname = 'citus'),
       pg_catalog.pg_backend_pid(),
       current_user,
       session_user,
       pg_catalog.has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT'),
       (select t.spcname
        from pg_catalog.pg_database as d
        join pg_catalog.pg_tablespace as t on t.oid = d.dattablespace
        where d.datname = pg_catalog.current_database())
