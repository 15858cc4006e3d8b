-- Collations of these schemas. Columns that only some versions have are taken from the row's JSON; before 15 ICU kept its
-- locale where libc has its own.
select l.oid,
       l.collnamespace,
       l.collname,
       l.collprovider,
       coalesce(row ->> 'colllocale', row ->> 'colliculocale', l.collcollate),
       l.collcollate,
       l.collctype,
       l.collisdeterministic,
       row ->> 'collicurules',
       d.description
from pg_collation as l
cross join lateral (select to_jsonb(l)) as j (row)
left join pg_description as d on d.classoid = 'pg_collation'::regclass and d.objoid = l.oid
where l.collnamespace = any ($1::oid[])
  and l.collencoding in (-1, (select encoding from pg_database where datname = current_database()))
  and l.oid not in (select e.objid
                    from pg_depend as e
                    where e.refclassid = 'pg_extension'::regclass
                      and e.classid = 'pg_collation'::regclass
                      and e.deptype = 'e')
order by l.oid
