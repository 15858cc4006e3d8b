do $anneal_place$
-- Where backups are kept: for nobody but who makes them.
begin
    if pg_catalog.to_regnamespace('anneal_backup') is null then
        create schema anneal_backup;
    end if;
    if exists (select from pg_catalog.pg_namespace as n cross join lateral pg_catalog.aclexplode(n.nspacl) as a
               where n.nspname = 'anneal_backup' and a.grantee <> n.nspowner) then
        raise exception using errcode = '42501', message = 'others than its owner have rights on the schema anneal_backup',
            hint = 'revoke them: what is kept there is for nobody';
    end if;
end
$anneal_place$
