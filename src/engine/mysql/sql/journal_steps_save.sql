INSERT INTO {journal}steps (deployment, position, id, phase, kind, operation, object, relation, state, attempts, waited_ms,
                            took_ms, `rows`, error, started_at, ended_at)
SELECT r.deployment, r.position, r.id, r.phase, r.kind, r.operation, r.object, r.relation, COALESCE(r.state, 'running'),
       r.attempts, r.waited_ms, r.took_ms, r.rows_done, r.error,
       CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3) - INTERVAL (COALESCE(r.took_ms, 0) + COALESCE(r.waited_ms, 0)) * 1000 MICROSECOND,
                               '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'),
       CASE WHEN r.state IS NOT NULL THEN CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z') END
FROM JSON_TABLE(?1, '$[*]' COLUMNS (
           deployment BIGINT PATH '$.Deployment',
           position BIGINT PATH '$.Position',
           id LONGTEXT PATH '$.Id',
           phase LONGTEXT PATH '$.Phase',
           kind LONGTEXT PATH '$.Kind',
           operation LONGTEXT PATH '$.Operation',
           object LONGTEXT PATH '$.Object',
           relation LONGTEXT PATH '$.Relation',
           state LONGTEXT PATH '$.State',
           attempts BIGINT PATH '$.Attempts',
           waited_ms BIGINT PATH '$.WaitedMs',
           took_ms BIGINT PATH '$.TookMs',
           rows_done BIGINT PATH '$.Rows',
           error LONGTEXT PATH '$.Error')) AS r
ON DUPLICATE KEY UPDATE
    state = COALESCE(r.state, 'running'),
    attempts = r.attempts,
    waited_ms = r.waited_ms,
    took_ms = r.took_ms,
    `rows` = r.rows_done,
    error = r.error,
    ended_at = CASE WHEN r.state IS NOT NULL THEN CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z') END
