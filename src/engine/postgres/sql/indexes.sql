select i.indexrelid,
       i.indrelid,
       ic.relname,
       am.amname,
       i.indisunique,
       i.indisvalid,
       i.indnkeyatts,
       i.indkey,
       i.indoption,
       i.indcollation,
       i.indclass,
       i.indexprs is not null,
       i.indpred is not null,
       ic.reloptions,
       con.contype,
       con.oid,
       con.condeferrable,
       con.condeferred,
       i.indisclustered,
       i.indisreplident,
       ts.spcname,
       case when con.contype = 'x'
            then array(select case when o.oprnamespace = 'pg_catalog'::regnamespace then o.oprname::text
                                   else 'OPERATOR(' || quote_ident(n.nspname) || '.' || o.oprname || ')' end
                       from unnest(con.conexclop) with ordinality as x (operator, number)
                       join pg_operator as o on o.oid = x.operator
                       join pg_namespace as n on n.oid = o.oprnamespace
                       order by x.number) end,
       (select p.relname
        from pg_inherits as h
        join pg_class as p on p.oid = h.inhparent
        where h.inhrelid = i.indexrelid),
       ic.relkind,
       not i.indisvalid
       and exists (select
                   from pg_stat_progress_create_index as b
                   join pg_locks as l on l.pid = b.pid
                   where l.locktype = 'relation'
                     and l.relation = i.indrelid
                     and l.database = b.datid
                     and l.mode = 'ShareUpdateExclusiveLock'
                     and l.granted)
from pg_index as i
join pg_class as ic on ic.oid = i.indexrelid
join pg_class as c on c.oid = i.indrelid
join pg_am as am on am.oid = ic.relam
left join pg_tablespace as ts on ts.oid = ic.reltablespace
left join pg_constraint as con on con.conindid = i.indexrelid
                              and con.conrelid = i.indrelid
                              and con.contype in ('p', 'u', 'x')
where c.relnamespace = any ($1::oid[])
  and c.relkind in ('r', 'p')
order by i.indrelid, i.indisprimary desc, ic.relname collate "C"
