-- What this product has created, less what was dropped or renamed since: the steps' rows came with what they did.
select d.product, s.object, pg_catalog.max(s.deployment)
from {journal}steps as s
join {journal}deployments as d on d.id = s.deployment
join {journal}objects as o on o.deployment = s.deployment and o.object = s.object
where d.product = $1
  and s.state = 'done'
  and s.operation like 'create\_%'
  and o.before is null
  and not exists (select from {journal}steps as later
                  where later.object = s.object and later.deployment > s.deployment and later.state = 'done'
                    and (later.operation like 'drop\_%' or later.operation like 'rename\_%'))
  and not exists (select from {journal}objects as later
                  where later.object = s.object and later.deployment > s.deployment
                    and later.is_finished and later.after is null)
group by d.product, s.object
order by s.object
