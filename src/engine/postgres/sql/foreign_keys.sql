-- Names of the referenced side come along: it may be outside the schemas that are read.
select con.oid,
       con.conrelid,
       con.conname,
       con.confrelid,
       rn.nspname,
       r.relname,
       con.conkey,
       (select array_agg(a.attname order by k.position)
        from unnest(con.confkey) with ordinality as k (attnum, position)
        join pg_attribute as a on a.attrelid = con.confrelid and a.attnum = k.attnum),
       con.confdeltype,
       con.confupdtype,
       con.confmatchtype,
       con.condeferrable,
       con.condeferred,
       con.convalidated,
       resting.relname
from pg_constraint as con
left join pg_class as resting on resting.oid = con.conindid
join pg_class as c on c.oid = con.conrelid
join pg_class as r on r.oid = con.confrelid
join pg_namespace as rn on rn.oid = r.relnamespace
where con.contype = 'f'
  and (con.conparentid = 0
       -- of a partition that is half detached: its own soon
       or con.conrelid in (select i.inhrelid
                           from pg_inherits as i
                           where (to_jsonb(i) ->> 'inhdetachpending')::boolean)
          and not exists (select
                          from pg_constraint as above
                          where above.oid = con.conparentid and above.conrelid = con.conrelid))
  and c.relnamespace = any ($1::oid[])
  and c.relkind in ('r', 'p')
order by con.conrelid, con.conname collate "C"
