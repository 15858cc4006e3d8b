-- Those that must be named: a type's default one goes without saying.
select o.oid,
       case when o.opcnamespace = 'pg_catalog'::regnamespace then quote_ident(o.opcname)
            else quote_ident(n.nspname) || '.' || quote_ident(o.opcname) end
from pg_opclass as o
join pg_namespace as n on n.oid = o.opcnamespace
where not o.opcdefault
