INSERT INTO {journal}recipes (id, object, state, artefacts, deployment, started_at, updated_at)
SELECT r.id, r.object, r.state, JSON_EXTRACT(?1, '$.Artefacts'), r.deployment, CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'), CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')
FROM JSON_TABLE(?1, '$' COLUMNS (
           id LONGTEXT PATH '$.Id',
           object LONGTEXT PATH '$.Object',
           state LONGTEXT PATH '$.State',
           deployment BIGINT PATH '$.Deployment')) AS r
ON DUPLICATE KEY UPDATE
    object = r.object,
    state = r.state,
    artefacts = JSON_EXTRACT(?1, '$.Artefacts'),
    deployment = r.deployment,
    updated_at = CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')
