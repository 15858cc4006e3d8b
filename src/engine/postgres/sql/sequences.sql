-- Owner: 'a' a column that a sequence is dropped with, 'i' the column whose identity it is.
select s.seqrelid,
       format_type(s.seqtypid, null),
       s.seqstart,
       s.seqincrement,
       s.seqmin,
       s.seqmax,
       s.seqcache,
       s.seqcycle,
       d.deptype,
       d.refobjid,
       d.refobjsubid
from pg_sequence as s
join pg_class as c on c.oid = s.seqrelid
left join pg_depend as d on d.classid = 'pg_class'::regclass
                        and d.objid = s.seqrelid
                        and d.objsubid = 0
                        and d.refclassid = 'pg_class'::regclass
                        and d.deptype in ('a', 'i')
where c.relnamespace = any ($1::oid[])
order by s.seqrelid
