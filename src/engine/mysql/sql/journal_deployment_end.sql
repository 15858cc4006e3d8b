UPDATE {journal}deployments AS d
JOIN JSON_TABLE(?1, '$' COLUMNS (
           id BIGINT PATH '$.Id',
           outcome LONGTEXT PATH '$.Outcome',
           error LONGTEXT PATH '$.Error',
           steps BIGINT PATH '$.Steps',
           done BIGINT PATH '$.Done',
           skipped BIGINT PATH '$.Skipped',
           held BIGINT PATH '$.Held',
           waiting BIGINT PATH '$.Waiting')) AS r ON r.id = d.id
SET d.ended_at = CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'),
    d.outcome = COALESCE(r.outcome, 'running'),
    d.error = r.error,
    d.steps = r.steps,
    d.done = r.done,
    d.skipped = r.skipped,
    d.held = r.held,
    d.waiting = r.waiting
