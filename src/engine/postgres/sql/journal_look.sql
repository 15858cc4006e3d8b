-- What there is under the journal's name, and what this role may do with it.
select c.oid is not null as is_there,
       c.oid is null and exists (select from pg_catalog.pg_class as o where o.relnamespace = n.oid) as is_foreign,
       case when n.oid is null
            then pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
            else pg_catalog.has_schema_privilege(n.oid, 'CREATE')
                 and pg_catalog.has_schema_privilege(n.oid, 'USAGE') end as may_create,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE')
           and pg_catalog.has_table_privilege(c.oid, 'SELECT') as may_read,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE')
           and pg_catalog.has_table_privilege(c.oid, 'INSERT')
           and pg_catalog.has_table_privilege(c.oid, 'UPDATE') as may_write,
       case when n.oid is null
            then 'GRANT CREATE ON DATABASE ' || pg_catalog.quote_ident(pg_catalog.current_database())
                 || ' TO ' || pg_catalog.quote_ident(current_user)
                 || ', or as an administrator CREATE SCHEMA ' || pg_catalog.quote_ident(w.name)
                 || ' AUTHORIZATION ' || pg_catalog.quote_ident(current_user)
            else 'deploy as ' || coalesce(pg_catalog.pg_get_userbyid(coalesce(c.relowner, n.nspowner)), 'its owner')
                 || ', or name that role in the environment''s Role' end as remedy
from (values ($1::text)) as w (name)
left join pg_catalog.pg_namespace as n on n.nspname = w.name
left join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = 'journal' and c.relkind = 'r'
