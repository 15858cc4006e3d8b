SELECT id, product, plan_hash, started_at, ended_at, outcome, error, who, host, origin, revision, tool, server, phases,
       steps, done, skipped, held, waiting
FROM {journal}deployments
WHERE ?1 IS NULL OR id = ?1
ORDER BY id DESC
LIMIT ?2
