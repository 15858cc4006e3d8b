-- The view shows options to whom the server lets see them; others can't tell none from hidden.
select m.umid,
       m.srvname,
       case when m.umuser = 0 then 'public' else m.usename end,
       m.umoptions,
       m.umoptions is null
           and not (pg_has_role(s.srvowner, 'USAGE') and (m.umuser = 0 or m.usename = current_user))
           and not (m.usename = current_user and has_server_privilege(m.srvid, 'USAGE'))
           and not (select r.rolsuper from pg_roles as r where r.rolname = current_user)
from pg_user_mappings as m
join pg_foreign_server as s on s.oid = m.srvid
where m.umid not in (select e.objid
                     from pg_depend as e
                     where e.refclassid = 'pg_extension'::regclass
                       and e.classid = 'pg_user_mapping'::regclass
                       and e.deptype = 'e')
