select w.oid,
       w.fdwname,
       case when w.fdwhandler <> 0 then w.fdwhandler::regproc::text end,
       case when w.fdwvalidator <> 0 then w.fdwvalidator::regproc::text end,
       w.fdwoptions,
       obj_description(w.oid, 'pg_foreign_data_wrapper')
from pg_foreign_data_wrapper as w
where w.oid not in (select e.objid
                    from pg_depend as e
                    where e.refclassid = 'pg_extension'::regclass
                      and e.classid = 'pg_foreign_data_wrapper'::regclass
                      and e.deptype = 'e')
