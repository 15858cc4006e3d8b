-- What exists in the database and isn't modelled, but can be what an object of these schemas needs.
select 'access method', count(*)
from pg_am as a
where $1::oid[] is not null
  and a.oid >= 16384
  and a.oid not in (select e.objid
                    from pg_depend as e
                    where e.refclassid = 'pg_extension'::regclass
                      and e.classid = 'pg_am'::regclass
                      and e.deptype = 'e')
