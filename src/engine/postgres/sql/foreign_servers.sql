select s.oid,
       s.srvname,
       w.fdwname,
       s.srvtype,
       s.srvversion,
       s.srvoptions,
       obj_description(s.oid, 'pg_foreign_server')
from pg_foreign_server as s
join pg_foreign_data_wrapper as w on w.oid = s.srvfdw
where s.oid not in (select e.objid
                    from pg_depend as e
                    where e.refclassid = 'pg_extension'::regclass
                      and e.classid = 'pg_foreign_server'::regclass
                      and e.deptype = 'e')
