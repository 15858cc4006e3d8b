-- ALTER DEFAULT PRIVILEGES may have given others rights on what was just made.  Reading is left to them.
do $seal$
declare
    given record;
begin
    for given in
        select 'insert, update, delete, truncate, references, trigger on ' || c.oid::regclass as rights, a.grantee
        from pg_catalog.pg_class as c
        cross join lateral pg_catalog.aclexplode(c.relacl) as a
        where c.relnamespace = '{name}'::regnamespace and c.relkind = 'r' and a.grantee <> c.relowner
        group by 1, 2
        union all
        select 'create on schema {name}', a.grantee
        from pg_catalog.pg_namespace as n
        cross join lateral pg_catalog.aclexplode(n.nspacl) as a
        where n.nspname = '{name}' and a.privilege_type = 'CREATE' and a.grantee <> n.nspowner
          and pg_catalog.pg_has_role(n.nspowner, 'USAGE')
    loop
        execute pg_catalog.format('revoke %s from %s', given.rights,
                                  case given.grantee when 0 then 'public' else given.grantee::regrole::text end);
    end loop;
end
$seal$
