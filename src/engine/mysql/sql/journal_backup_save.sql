INSERT INTO {journal}backups (id, product, object, kind, place, state, contract, deployment, rows_about, created_at, retain_days,
                              statements, finally, uses)
SELECT r.id, r.product, r.object, COALESCE(r.kind, 'parked'), r.place, COALESCE(r.state, 'kept'), r.contract, r.deployment,
       r.rows_about, CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'), r.retain_days,
       JSON_EXTRACT(?1, '$.Statements'), JSON_EXTRACT(?1, '$.Finally'), JSON_EXTRACT(?1, '$.Uses')
FROM JSON_TABLE(?1, '$' COLUMNS (
           id LONGTEXT PATH '$.Id',
           product LONGTEXT PATH '$.Product',
           object LONGTEXT PATH '$.Object',
           kind LONGTEXT PATH '$.Kind',
           place LONGTEXT PATH '$.Place',
           state LONGTEXT PATH '$.State',
           contract LONGTEXT PATH '$.Contract',
           deployment BIGINT PATH '$.Deployment',
           rows_about BIGINT PATH '$.Rows',
           retain_days BIGINT PATH '$.RetainDays')) AS r
-- Saved again where the step that took it away was cut short, or where a copy comes further.
ON DUPLICATE KEY UPDATE
    deployment = IF(r.state = 'restoring', {journal}backups.deployment, r.deployment),
    created_at = IF(r.state = 'restoring', {journal}backups.created_at, 
                    CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')),
    rows_about = COALESCE(r.rows_about, {journal}backups.rows_about),
    place = r.place, state = COALESCE(r.state, 'kept'), contract = r.contract, retain_days = r.retain_days,
    statements = JSON_EXTRACT(?1, '$.Statements'), finally = JSON_EXTRACT(?1, '$.Finally'), uses = JSON_EXTRACT(?1, '$.Uses')
