-- What PostgreSQL 18 brought: NOT NULL constraints that say more than their column does (a name of their own, a flag, a
-- comment), constraints that are not enforced, keys over periods.
select con.oid,
       con.contype,
       con.conrelid,
       con.conkey[1],
       con.conname,
       con.connoinherit,
       con.convalidated,
       con.conenforced,
       con.conperiod,
       con.conislocal and con.coninhcount > 0 and not c.relispartition
from pg_constraint as con
join pg_class as c on c.oid = con.conrelid
left join pg_attribute as a on con.contype = 'n' and a.attrelid = con.conrelid and a.attnum = con.conkey[1]
where c.relnamespace = any ($1::oid[])
  and (not con.conenforced
       or con.conperiod
       or (con.contype = 'n'
           and (con.connoinherit
                or con.conislocal and con.coninhcount > 0 and not c.relispartition
                or not con.convalidated
                or con.conname <> c.relname || '_' || a.attname || '_not_null'
                or exists (select
                           from pg_description as d
                           where d.classoid = 'pg_constraint'::regclass and d.objoid = con.oid))))
order by con.conrelid, con.oid
