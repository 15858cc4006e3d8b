-- Of these objects (catalog, row) those that live in other schemas than the managed ones, by name. What the server keeps beside
-- managed objects without being one (array types, triggers of partitions) goes and comes with them.
select u.place, pg_describe_object(u.class, u.object, 0)
from unnest($1::oid[], $2::oid[]) with ordinality as u (class, object, place)
cross join lateral pg_identify_object(u.class, u.object, 0) as i
where i.schema is not null
  and not exists (select from pg_namespace as n
                  where n.oid = any ($3::oid[]) and i.schema in (n.nspname::text, quote_ident(n.nspname)))
order by u.place
