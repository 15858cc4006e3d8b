-- The columns that later versions brought are read by name: pubviaroot 13, pubgencols 18.
select p.oid,
       p.pubname,
       p.puballtables,
       array_remove(array[case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
                          case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end], null),
       coalesce((to_jsonb(p) ->> 'pubviaroot')::boolean, false),
       coalesce(to_jsonb(p) ->> 'pubgencols', 'n'),
       obj_description(p.oid, 'pg_publication')
from pg_publication as p
