-- ALTER DEFAULT PRIVILEGES may have given others rights on what was just made.  Reading is left to them.
do $seal$
declare
    given record;
begin
    for given in
        select c.oid::regclass as relation, a.grantee
        from pg_catalog.pg_class as c
        cross join lateral pg_catalog.aclexplode(c.relacl) as a
        where c.relnamespace = '{name}'::regnamespace and c.relkind = 'r' and a.grantee <> c.relowner
        group by 1, 2
    loop
        execute pg_catalog.format('revoke insert, update, delete, truncate, references, trigger on %s from %s',
                                  given.relation,
                                  case given.grantee when 0 then 'public' else given.grantee::regrole::text end);
    end loop;
end
$seal$
