-- Texts of these views and rules ($1, by their rules) and routines ($2): each print takes ACCESS SHARE locks on the
-- relations that it names, which stay until the transaction ends.
select r.oid,
       case when r.rulename = '_RETURN' then pg_get_viewdef(r.ev_class)
            else substr(pg_get_ruledef(r.oid), length('CREATE RULE ' || quote_ident(r.rulename) || ' ') + 1) end
from pg_rewrite as r
where r.oid = any ($1::oid[])
union all
select p.oid,
       substr(pg_get_functiondef(p.oid),
              length('CREATE OR REPLACE ' || case p.prokind when 'p' then 'PROCEDURE ' else 'FUNCTION ' end
                     || case when n.oid = pg_my_temp_schema() then substring(pg_get_functiondef(p.oid) from '(pg_temp[_0-9]*)\.') else quote_ident(n.nspname) end || '.' || quote_ident(p.proname)) + 1)
from pg_proc as p
join pg_namespace as n on n.oid = p.pronamespace
where p.oid = any ($2::oid[])
