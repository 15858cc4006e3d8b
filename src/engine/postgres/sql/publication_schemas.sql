select s.pnpubid, array_agg(n.nspname order by n.nspname collate "C")
from pg_publication_namespace as s
join pg_namespace as n on n.oid = s.pnnspid
group by s.pnpubid
