-- Objects that no deployment of another plan has changed since.
SELECT o.deployment, o.object, o.`before`, o.`after`, o.record, o.is_finished
FROM {journal}objects AS o
JOIN {journal}deployments AS d ON d.id = o.deployment
WHERE d.plan_hash = ?1
  AND NOT EXISTS (SELECT 1 FROM {journal}objects AS later WHERE later.object = o.object AND later.deployment > o.deployment)
ORDER BY o.object
