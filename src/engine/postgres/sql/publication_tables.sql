-- Version 15 brought lists of columns.
select r.oid,
       r.prpubid,
       n.nspname,
       c.relname,
       (select array_agg(a.attname order by a.attname collate "C")
        from jsonb_array_elements_text(case when jsonb_typeof(to_jsonb(r) -> 'prattrs') = 'array'
                                            then to_jsonb(r) -> 'prattrs' else '[]' end) as l (attnum)
        join pg_attribute as a on a.attrelid = r.prrelid and a.attnum = l.attnum::int2)
from pg_publication_rel as r
join pg_class as c on c.oid = r.prrelid
join pg_namespace as n on n.oid = c.relnamespace
order by n.nspname collate "C", c.relname collate "C"
