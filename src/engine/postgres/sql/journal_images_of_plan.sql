-- Objects that no deployment of another plan has changed since.
select o.deployment, o.object, o.before, o.after, o.record, o.is_finished
from {journal}objects as o
join {journal}deployments as d on d.id = o.deployment
where d.plan_hash = $1
  and not exists (select from {journal}objects as later where later.object = o.object and later.deployment > o.deployment)
order by o.object
