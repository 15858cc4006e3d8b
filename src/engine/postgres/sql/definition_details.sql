-- What statements of their own say of views, text search configurations and operator families: the catalog and row of
-- the object, what kind of thing it is, its name and its value. Objects that aren't read come too, and are passed over.
select 'pg_class'::regclass::oid as catalog, i.indrelid as oid, 'index' as kind, x.relname::text as name,
       case when i.indisunique then 'UNIQUE ' else '' end
           -- only behind the relation's name: CREATE [UNIQUE] INDEX name ON schema.relation
           || substr(pg_get_indexdef(i.indexrelid),
                     length('CREATE ' || case when i.indisunique then 'UNIQUE ' else '' end || 'INDEX ' || quote_ident(x.relname)
                            || ' ON ' || case when n.oid = pg_my_temp_schema() then 'pg_temp' else quote_ident(n.nspname) end || '.' || quote_ident(c.relname) || ' ') + 1) as value
from pg_index as i
join pg_class as x on x.oid = i.indexrelid
join pg_class as c on c.oid = i.indrelid
join pg_namespace as n on n.oid = c.relnamespace
-- … or the table that stands for one while its indexes are printed
where c.relnamespace = any ($1::oid[]) and (c.relkind = 'm' or c.relnamespace = pg_my_temp_schema()) and i.indisvalid
  and not starts_with(x.relname, 'anneal_tmp_')
union all
-- left by a build that was cut off, and that nobody goes on with
select 'pg_class'::regclass, i.indrelid, 'leftover', x.relname, ''
from pg_index as i
join pg_class as x on x.oid = i.indexrelid
join pg_class as c on c.oid = i.indrelid
where c.relnamespace = any ($1::oid[])
  and c.relkind = 'm'
  and (not i.indisvalid or starts_with(x.relname, 'anneal_tmp_'))
  and not starts_with(c.relname, 'anneal_tmp_')
  and not exists (select
                  from pg_stat_progress_create_index as b
                  join pg_locks as l on l.pid = b.pid
                  where l.locktype = 'relation'
                    and l.relation = i.indrelid
                    and l.database = b.datid
                    and l.mode = 'ShareUpdateExclusiveLock'
                    and l.granted)
union all
select 'pg_class'::regclass, i.indrelid, 'index comment', x.relname, d.description
from pg_index as i
join pg_class as x on x.oid = i.indexrelid
join pg_class as c on c.oid = i.indrelid
join pg_description as d on d.classoid = 'pg_class'::regclass and d.objoid = i.indexrelid and d.objsubid = 0
where c.relnamespace = any ($1::oid[]) and c.relkind = 'm'
union all
select 'pg_class'::regclass, i.indrelid, 'index statistics', x.relname || ' ' || a.attnum, a.attstattarget::text
from pg_index as i
join pg_class as x on x.oid = i.indexrelid
join pg_class as c on c.oid = i.indrelid
join pg_attribute as a on a.attrelid = i.indexrelid and a.attstattarget >= 0
where c.relnamespace = any ($1::oid[]) and c.relkind = 'm'
union all
select 'pg_class'::regclass, i.indrelid, 'cluster', '', x.relname
from pg_index as i
join pg_class as x on x.oid = i.indexrelid
join pg_class as c on c.oid = i.indrelid
where c.relnamespace = any ($1::oid[]) and c.relkind = 'm' and i.indisclustered
union all
select 'pg_class'::regclass, c.oid, 'method', '', m.amname
from pg_class as c
join pg_am as m on m.oid = c.relam
where c.relnamespace = any ($1::oid[]) and c.relkind = 'm' and m.amname <> 'heap'
union all
select 'pg_class'::regclass, c.oid, 'tablespace', '', t.spcname
from pg_class as c
join pg_tablespace as t on t.oid = c.reltablespace
where c.relnamespace = any ($1::oid[]) and c.relkind = 'm'
union all
select 'pg_class'::regclass, c.oid, 'no data', '', 'true'
from pg_class as c
where c.relnamespace = any ($1::oid[]) and c.relkind = 'm' and not c.relispopulated
union all
-- a view that reads itself, as CREATE OR REPLACE can make it of another
select 'pg_class'::regclass, c.oid, 'stand-in', '',
       'AS' || E'\nSELECT '
       || string_agg('NULL::' || format_type(a.atttypid, a.atttypmod)
                     || case when a.attcollation in (0, t.typcollation) then '' else ' COLLATE ' || l.oid::regcollation::text end
                     || ' AS ' || quote_ident(a.attname), E',\n    ' order by a.attnum)
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0
join pg_type as t on t.oid = a.atttypid
left join pg_collation as l on l.oid = a.attcollation
where c.relnamespace = any ($1::oid[]) and c.relkind = 'v'
  and exists (select from pg_rewrite as r
              join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
              where r.ev_class = c.oid and r.rulename = '_RETURN' and d.refclassid = 'pg_class'::regclass
                and d.refobjid = c.oid and d.refobjsubid > 0 and d.deptype = 'n')
group by c.oid
union all
select 'pg_class'::regclass, c.oid, 'parameters', '', c.reloptions::text
from pg_class as c
where c.relnamespace = any ($1::oid[]) and c.relkind = 'm' and c.reloptions is not null
union all
select 'pg_class'::regclass, c.oid, 'parameters', 'toast.', toast.reloptions::text
from pg_class as c
join pg_class as toast on toast.oid = c.reltoastrelid
where c.relnamespace = any ($1::oid[]) and c.relkind = 'm' and toast.reloptions is not null
union all
select 'pg_class'::regclass, c.oid, k.kind, a.attname, k.value
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type as t on t.oid = a.atttypid
cross join lateral (
    select 'column comment' as kind, d.description as value
    from pg_description as d
    where d.classoid = 'pg_class'::regclass and d.objoid = c.oid and d.objsubid = a.attnum
    union all
    select 'column default', pg_get_expr(e.adbin, e.adrelid)
    from pg_attrdef as e
    where e.adrelid = c.oid and e.adnum = a.attnum
    union all
    select 'column statistics', a.attstattarget::text where a.attstattarget >= 0 and c.relkind = 'm'
    union all
    select 'column storage', case a.attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end
    where a.attstorage <> t.typstorage and c.relkind = 'm'
    union all
    -- the column of the catalog is 14's
    select 'column compression', case to_jsonb(a) ->> 'attcompression' when 'p' then 'pglz' else 'lz4' end
    where to_jsonb(a) ->> 'attcompression' <> '' and c.relkind = 'm'
    union all
    select 'column options', array_to_string(a.attoptions, ', ') where a.attoptions is not null and c.relkind = 'm'
) as k
where c.relnamespace = any ($1::oid[]) and c.relkind in ('v', 'm')
union all
select 'pg_ts_config'::regclass, g.oid, 'mapping', tok.alias, dicts.names
from pg_ts_config as g
cross join lateral (select m.maptokentype,
                           string_agg(quote_ident(n.nspname) || '.' || quote_ident(s.dictname), ', ' order by m.mapseqno) as names
                    from pg_ts_config_map as m
                    join pg_ts_dict as s on s.oid = m.mapdict
                    join pg_namespace as n on n.oid = s.dictnamespace
                    where m.mapcfg = g.oid
                    group by m.maptokentype) as dicts
join lateral ts_token_type(g.cfgparser) as tok on tok.tokid = dicts.maptokentype
where g.cfgnamespace = any ($1::oid[])
union all
-- Members that none of its classes needs.
select 'pg_opfamily'::regclass, f.oid, 'member',
       'OPERATOR ' || o.amopstrategy || ' (' || format_type(o.amoplefttype, null) || ', ' || format_type(o.amoprighttype, null) || ')',
       'OPERATOR ' || o.amopstrategy || ' ' || o.amopopr::regoperator
           || coalesce((select ' FOR ORDER BY ' || quote_ident(sn.nspname) || '.' || quote_ident(s.opfname)
                        from pg_opfamily as s
                        join pg_namespace as sn on sn.oid = s.opfnamespace
                        where s.oid = o.amopsortfamily), '')
from pg_opfamily as f
join pg_amop as o on o.amopfamily = f.oid
where f.opfnamespace = any ($1::oid[])
  and not exists (select from pg_depend as w
                  where w.classid = 'pg_amop'::regclass and w.objid = o.oid and w.refclassid = 'pg_opclass'::regclass)
union all
select 'pg_opfamily'::regclass, f.oid, 'member',
       'FUNCTION ' || p.amprocnum || ' (' || format_type(p.amproclefttype, null) || ', ' || format_type(p.amprocrighttype, null) || ')',
       'FUNCTION ' || p.amprocnum || ' (' || format_type(p.amproclefttype, null) || ', ' || format_type(p.amprocrighttype, null) || ') '
           || p.amproc::regprocedure
from pg_opfamily as f
join pg_amproc as p on p.amprocfamily = f.oid
where f.opfnamespace = any ($1::oid[])
  and not exists (select from pg_depend as w
                  where w.classid = 'pg_amproc'::regclass and w.objid = p.oid and w.refclassid = 'pg_opclass'::regclass)
order by 1, 2, 3, 4
