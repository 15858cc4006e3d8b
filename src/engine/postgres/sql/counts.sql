-- What exists in these schemas and isn't modelled.
select 'unlogged table', count(*)
from pg_class as c
where c.relnamespace = any ($1::oid[]) and c.relkind = 'r' and c.relpersistence = 'u'
