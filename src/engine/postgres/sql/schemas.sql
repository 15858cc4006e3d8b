-- Schemas that are somebody's: none of the server's, of an extension or of anneal.
select n.oid,
       n.nspname,
       -- what initdb says of its own schema is nobody's comment
       case when n.nspname <> 'public' or d.description <> 'standard public schema' then d.description end,
       n.nspname = 'public' and d.description is null
from pg_namespace as n
left join pg_description as d on d.classoid = 'pg_namespace'::regclass and d.objoid = n.oid
where n.nspname !~ '^pg_'
  and n.nspname not in ('information_schema', 'anneal', 'anneal_backup')
  -- the journal under another name: its own comment tells (journal_upgrade_1.sql)
  and not exists (select from pg_class as c
                  join pg_description as j on j.classoid = 'pg_class'::regclass and j.objoid = c.oid and j.objsubid = 0
                  where c.relnamespace = n.oid and c.relname = 'journal' and j.description like 'anneal journal%')
  and n.oid not in (select e.objid
                    from pg_depend as e
                    where e.refclassid = 'pg_extension'::regclass
                      and e.classid = 'pg_namespace'::regclass
                      and e.deptype = 'e')
order by n.nspname collate "C"
