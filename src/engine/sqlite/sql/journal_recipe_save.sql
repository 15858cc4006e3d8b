INSERT INTO {journal}recipes (id, object, state, artefacts, deployment, started_at, updated_at)
VALUES (json_extract(?1, '$.Id'), json_extract(?1, '$.Object'), json_extract(?1, '$.State'),
        json_extract(?1, '$.Artefacts'), json_extract(?1, '$.Deployment'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
        strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ON CONFLICT (id) DO UPDATE
SET object = excluded.object,
    state = excluded.state,
    artefacts = excluded.artefacts,
    deployment = excluded.deployment,
    updated_at = excluded.updated_at
