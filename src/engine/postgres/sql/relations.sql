select c.oid,
       c.relnamespace,
       c.relname,
       c.relkind,
       c.oid in (select i.inhrelid
                 from pg_inherits as i
                 where (to_jsonb(i) ->> 'inhdetachpending')::boolean),
       c.relnatts,
       c.reloptions,
       t.reloptions,
       c.relrowsecurity,
       c.relforcerowsecurity,
       c.relpersistence,
       am.amname,
       ts.spcname,
       case when c.relkind in ('r', 'p') then c.relreplident end
from pg_class as c
left join pg_class as t on t.oid = c.reltoastrelid and t.reloptions is not null
left join pg_am as am on am.oid = c.relam
left join pg_tablespace as ts on ts.oid = c.reltablespace
where c.relnamespace = any ($1::oid[])
  and c.relkind in ('r', 'p', 'S', 'f')
  and c.oid not in (select e.objid
                    from pg_depend as e
                    where e.refclassid = 'pg_extension'::regclass
                      and e.classid = 'pg_class'::regclass
                      and e.deptype = 'e')
order by c.oid
