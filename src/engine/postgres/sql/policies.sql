-- Policies with the roles that they are for; 0 stands for PUBLIC.
select p.oid,
       p.polrelid,
       p.polname,
       p.polpermissive,
       p.polcmd,
       array(select r.rolname::text
             from pg_roles as r
             where r.oid = any (p.polroles)
             order by r.rolname collate "C")
from pg_policy as p
join pg_class as c on c.oid = p.polrelid
where c.relnamespace = any ($1::oid[])
order by p.polrelid, p.polname collate "C"
