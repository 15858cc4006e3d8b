SELECT deployment, position, id, phase, kind, operation, object, relation, state, attempts, waited_ms, took_ms, `rows`, error,
       started_at, ended_at
FROM {journal}steps
WHERE deployment = ?1
ORDER BY position
