SELECT product, path, hash, state, statements_done, deployment, error, started_at, ended_at
FROM {journal}scripts
WHERE ?1 IS NULL OR product = ?1
ORDER BY product, path
