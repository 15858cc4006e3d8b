UPDATE {journal}deployments
SET ended_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    outcome = coalesce(json_extract(?1, '$.Outcome'), 'running'),
    error = json_extract(?1, '$.Error'),
    steps = json_extract(?1, '$.Steps'),
    done = json_extract(?1, '$.Done'),
    skipped = json_extract(?1, '$.Skipped'),
    held = json_extract(?1, '$.Held'),
    waiting = json_extract(?1, '$.Waiting')
WHERE id = json_extract(?1, '$.Id')
