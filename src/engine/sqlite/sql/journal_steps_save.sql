INSERT INTO {journal}steps (deployment, position, id, phase, kind, operation, object, relation, state, attempts, waited_ms,
                            took_ms, rows, error, started_at, ended_at)
SELECT json_extract(r.value, '$.Deployment'),
       json_extract(r.value, '$.Position'),
       json_extract(r.value, '$.Id'),
       json_extract(r.value, '$.Phase'),
       json_extract(r.value, '$.Kind'),
       json_extract(r.value, '$.Operation'),
       json_extract(r.value, '$.Object'),
       json_extract(r.value, '$.Relation'),
       coalesce(json_extract(r.value, '$.State'), 'running'),
       json_extract(r.value, '$.Attempts'),
       json_extract(r.value, '$.WaitedMs'),
       json_extract(r.value, '$.TookMs'),
       json_extract(r.value, '$.Rows'),
       json_extract(r.value, '$.Error'),
       strftime('%Y-%m-%dT%H:%M:%fZ', 'now',
                '-' || ((coalesce(json_extract(r.value, '$.TookMs'), 0)
                         + coalesce(json_extract(r.value, '$.WaitedMs'), 0)) / 1000.0) || ' seconds'),
       CASE WHEN json_extract(r.value, '$.State') IS NOT NULL THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END
FROM json_each(?1) AS r
WHERE true
ON CONFLICT (deployment, position) DO UPDATE
SET state = excluded.state,
    attempts = excluded.attempts,
    waited_ms = excluded.waited_ms,
    took_ms = excluded.took_ms,
    rows = excluded.rows,
    error = excluded.error,
    ended_at = excluded.ended_at
