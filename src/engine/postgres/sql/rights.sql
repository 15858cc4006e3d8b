-- Who owns what, and who may do what with it, where that is not what nearly all objects have: the database's owner and no
-- ACL. First of all that owner and the role that reads.
with usual as materialized (
    select d.datdba as owner from pg_database as d where d.datname = current_database()
),
members as materialized (
    select e.classid, e.objid
    from pg_depend as e
    where e.refclassid = 'pg_extension'::regclass and e.deptype = 'e'
),
relations as materialized (
    select c.oid, c.relowner, c.relacl
    from pg_class as c
    where c.relnamespace = any ($1::oid[]) and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
),
held (class, object, attribute, owner, acl) as (
    select 'pg_namespace'::regclass::oid, n.oid, null::name, n.nspowner, n.nspacl
    from pg_namespace as n, usual as u
    where n.oid = any ($1::oid[]) and (n.nspacl is not null or n.nspowner <> u.owner or n.nspname = 'public')
    union all
    select 'pg_class'::regclass, r.oid, null, r.relowner, r.relacl
    from relations as r, usual as u
    where r.relacl is not null or r.relowner <> u.owner
    union all
    select 'pg_class'::regclass, r.oid, a.attname, r.relowner, a.attacl
    from (select * from pg_attribute where attacl is not null) as a
    join relations as r on r.oid = a.attrelid
    where a.attnum > 0 and not a.attisdropped
    union all
    select 'pg_proc'::regclass, p.oid, null, p.proowner, p.proacl
    from pg_proc as p, usual as u
    where p.pronamespace = any ($1::oid[]) and (p.proacl is not null or p.proowner <> u.owner)
      and p.oid not in (select objid from members where classid = 'pg_proc'::regclass)
    union all
    select 'pg_type'::regclass, t.oid, null, t.typowner, t.typacl
    from pg_type as t, usual as u
    where t.typnamespace = any ($1::oid[]) and (t.typacl is not null or t.typowner <> u.owner)
      -- neither arrays nor the row types of relations
      and (t.typtype in ('e', 'd', 'r')
           or (t.typtype = 'c' and exists (select from pg_class as c where c.oid = t.typrelid and c.relkind = 'c')))
    union all
    select 'pg_collation'::regclass, l.oid, null, l.collowner, null
    from pg_collation as l, usual as u
    where l.collnamespace = any ($1::oid[]) and l.collowner <> u.owner
    union all
    select 'pg_operator'::regclass, o.oid, null, o.oprowner, null
    from pg_operator as o, usual as u
    where o.oprnamespace = any ($1::oid[]) and o.oprowner <> u.owner
    union all
    select 'pg_opfamily'::regclass, f.oid, null, f.opfowner, null
    from pg_opfamily as f, usual as u
    where f.opfnamespace = any ($1::oid[]) and f.opfowner <> u.owner
    union all
    select 'pg_opclass'::regclass, o.oid, null, o.opcowner, null
    from pg_opclass as o, usual as u
    where o.opcnamespace = any ($1::oid[]) and o.opcowner <> u.owner
    union all
    select 'pg_conversion'::regclass, c.oid, null, c.conowner, null
    from pg_conversion as c, usual as u
    where c.connamespace = any ($1::oid[]) and c.conowner <> u.owner
    union all
    select 'pg_ts_dict'::regclass, t.oid, null, t.dictowner, null
    from pg_ts_dict as t, usual as u
    where t.dictnamespace = any ($1::oid[]) and t.dictowner <> u.owner
    union all
    select 'pg_ts_config'::regclass, g.oid, null, g.cfgowner, null
    from pg_ts_config as g, usual as u
    where g.cfgnamespace = any ($1::oid[]) and g.cfgowner <> u.owner
    union all
    select 'pg_event_trigger'::regclass, e.oid, null, e.evtowner, null
    from pg_event_trigger as e, usual as u
    where e.evtowner <> u.owner
    union all
    select 'pg_language'::regclass, l.oid, null, l.lanowner, l.lanacl from pg_language as l where l.oid >= 16384
    union all
    select 'pg_foreign_data_wrapper'::regclass, w.oid, null, w.fdwowner, w.fdwacl from pg_foreign_data_wrapper as w
    union all
    select 'pg_foreign_server'::regclass, s.oid, null, s.srvowner, s.srvacl from pg_foreign_server as s
    union all
    select 'pg_publication'::regclass, p.oid, null, p.pubowner, null from pg_publication as p
    union all
    select 'pg_subscription'::regclass, s.oid, null, s.subowner, null from pg_subscription as s
)
select 0, 0, current_user, pg_get_userbyid(u.owner), null
from usual as u
union all
select h.class, h.object, h.attribute, pg_get_userbyid(h.owner), h.acl::text
from held as h
