INSERT INTO {journal}scripts (product, path, hash, state, statements_done, deployment, error, started_at, ended_at)
SELECT r.product, r.path, r.hash, COALESCE(r.state, 'done'), r.statements_done, r.deployment, r.error, CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'),
       CASE WHEN r.state IS NULL OR r.state <> 'running' THEN CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z') END
FROM JSON_TABLE(?1, '$' COLUMNS (
           product LONGTEXT PATH '$.Product',
           path LONGTEXT PATH '$.Path',
           hash LONGTEXT PATH '$.Hash',
           state LONGTEXT PATH '$.State',
           statements_done BIGINT PATH '$.StatementsDone',
           deployment BIGINT PATH '$.Deployment',
           error LONGTEXT PATH '$.Error')) AS r
ON DUPLICATE KEY UPDATE
    -- The same run goes on, or another begins; first, as what it looks at is set below.
    started_at = CASE WHEN {journal}scripts.state = 'running' AND {journal}scripts.deployment = r.deployment
                      THEN {journal}scripts.started_at ELSE CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z') END,
    hash = r.hash,
    state = COALESCE(r.state, 'done'),
    statements_done = r.statements_done,
    deployment = r.deployment,
    error = r.error,
    ended_at = CASE WHEN r.state IS NULL OR r.state <> 'running' THEN CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z') END
