INSERT INTO {journal}scripts (product, path, hash, state, statements_done, deployment, error, started_at, ended_at)
VALUES (json_extract(?1, '$.Product'), json_extract(?1, '$.Path'), json_extract(?1, '$.Hash'),
        coalesce(json_extract(?1, '$.State'), 'done'), json_extract(?1, '$.StatementsDone'),
        json_extract(?1, '$.Deployment'), json_extract(?1, '$.Error'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
        CASE WHEN json_extract(?1, '$.State') IS NOT 'running' THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END)
ON CONFLICT (product, path) DO UPDATE
SET hash = excluded.hash,
    state = excluded.state,
    statements_done = excluded.statements_done,
    deployment = excluded.deployment,
    error = excluded.error,
    -- the same run goes on, or another begins
    started_at = CASE WHEN state = 'running' AND deployment = excluded.deployment THEN started_at
                      ELSE excluded.started_at END,
    ended_at = excluded.ended_at
