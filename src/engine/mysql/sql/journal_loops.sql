SELECT id, object, `key`, stubborn, rows_done, batch_rows, rows_total, is_finished, deployment, started_at, updated_at
FROM {journal}loops
WHERE ?1 IS NULL OR id = ?1
ORDER BY started_at, id
