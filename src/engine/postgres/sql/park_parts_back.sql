do $anneal_parts$
-- The partitions of what comes back come with it, whatever it is called now.
declare
    part regclass;
begin
    for part in
        select p.relid from pg_catalog.pg_partition_tree('anneal_backup.b_{anneal:id}'::regclass) as p where p.level > 0 order by p.level, p.relid
    loop
        execute pg_catalog.format('alter table %s set schema ', part) || $anneal_schema${anneal:schema}$anneal_schema$;
    end loop;
end
$anneal_parts$
