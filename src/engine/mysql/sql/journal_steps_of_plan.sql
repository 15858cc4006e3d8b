SELECT s.deployment, s.position, s.id, s.phase, s.kind, s.operation, s.object, s.relation, s.state, s.attempts, s.waited_ms, s.took_ms, s.`rows`, s.error,
       s.started_at, s.ended_at
FROM {journal}steps AS s
JOIN (SELECT t.position AS position, max(t.deployment) AS deployment
      FROM {journal}steps AS t
      JOIN {journal}deployments AS d ON d.id = t.deployment
      WHERE d.plan_hash = ?1
      GROUP BY t.position) AS newest ON newest.position = s.position AND newest.deployment = s.deployment
ORDER BY s.position
