-- What this role lacks of what a plan needs: relations ($1 schemas, $2 names) to own, schemas ($3) to create in, the database
-- ($4), tables ($5 schemas, $6 names) to refer to, schemas ($7) that are made where they are not. What else doesn't exist is
-- passed over: it is yet to be made.
select 'owner', n.nspname, c.relname, pg_catalog.pg_get_userbyid(c.relowner)
from unnest($1::text[], $2::text[]) with ordinality as w(schema_name, relation_name, position)
join pg_catalog.pg_namespace as n on n.nspname = w.schema_name
join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = w.relation_name
where not pg_catalog.pg_has_role(c.relowner, 'USAGE')
union all
select 'references', n.nspname, c.relname, pg_catalog.pg_get_userbyid(c.relowner)
from unnest($5::text[], $6::text[]) with ordinality as w(schema_name, relation_name, position)
join pg_catalog.pg_namespace as n on n.nspname = w.schema_name
join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = w.relation_name
where not pg_catalog.has_any_column_privilege(c.oid, 'REFERENCES')
union all
select 'schema', n.nspname, null, null
from unnest($3::text[] || $7::text[]) as w(schema_name)
join pg_catalog.pg_namespace as n on n.nspname = w.schema_name
where not pg_catalog.has_schema_privilege(n.oid, 'CREATE')
union all
select 'database', pg_catalog.current_database(), null, null
where ($4::boolean or exists (select from unnest($7::text[]) as w(schema_name) where pg_catalog.to_regnamespace(pg_catalog.quote_ident(w.schema_name)) is null))
  and not pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
