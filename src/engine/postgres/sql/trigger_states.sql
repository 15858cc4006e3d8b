-- Triggers of partitions (a dependency tells, as before 13 nothing else does) that fire otherwise than those of the table above whose clones they are.
select t.tgrelid, t.tgname, t.tgenabled
from pg_trigger as t
join pg_class as c on c.oid = t.tgrelid
join pg_depend as d on d.classid = 'pg_trigger'::regclass and d.objid = t.oid and d.refclassid = 'pg_trigger'::regclass and d.deptype = 'P'
join pg_trigger as above on above.oid = d.refobjid
where c.relnamespace = any ($1::oid[])
  and t.tgenabled <> above.tgenabled
  -- those of foreign keys are nobody's to name
  and not exists (select from pg_constraint as con where con.oid = t.tgconstraint and con.contype = 'f')
order by t.tgrelid, t.tgname
