-- What this product has created, less what was dropped or renamed since: the steps' rows came with what they did.
SELECT d.product, s.object, max(s.deployment)
FROM {journal}steps AS s
JOIN {journal}deployments AS d ON d.id = s.deployment
JOIN {journal}objects AS o ON o.deployment = s.deployment AND o.object = s.object
WHERE d.product = ?1
  AND s.state = 'done'
  AND s.operation LIKE 'create!_%' ESCAPE '!'
  AND o.`before` IS NULL
  AND NOT EXISTS (SELECT 1 FROM {journal}steps AS later
                  WHERE later.object = s.object AND later.deployment > s.deployment AND later.state = 'done'
                    AND (later.operation LIKE 'drop!_%' ESCAPE '!' OR later.operation LIKE 'rename!_%' ESCAPE '!'))
  AND NOT EXISTS (SELECT 1 FROM {journal}objects AS later
                  WHERE later.object = s.object AND later.deployment > s.deployment
                    AND later.is_finished AND later.`after` IS NULL)
GROUP BY d.product, s.object
ORDER BY s.object
