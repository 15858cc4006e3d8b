select l.oid,
       case when l.collnamespace = 'pg_catalog'::regnamespace then quote_ident(l.collname)
            else quote_ident(n.nspname) || '.' || quote_ident(l.collname) end
from pg_collation as l
join pg_namespace as n on n.oid = l.collnamespace
where l.oid in (select unnest(i.indcollation::oid[])
                from pg_index as i
                join pg_class as c on c.oid = i.indrelid
                where c.relnamespace = any ($1::oid[]))
