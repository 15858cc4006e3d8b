INSERT INTO {journal}loops (id, object, `key`, stubborn, rows_done, batch_rows, rows_total, is_finished, deployment, started_at,
                            updated_at)
SELECT r.id, r.object, JSON_EXTRACT(?1, '$.Key'), JSON_EXTRACT(?1, '$.Stubborn'), r.rows_done, r.batch_rows, r.rows_total,
       COALESCE(r.is_finished, 0), r.deployment, CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'), CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')
FROM JSON_TABLE(?1, '$' COLUMNS (
           id LONGTEXT PATH '$.Id',
           object LONGTEXT PATH '$.Object',
           rows_done BIGINT PATH '$.RowsDone',
           batch_rows BIGINT PATH '$.BatchRows',
           rows_total BIGINT PATH '$.RowsTotal',
           is_finished BIGINT PATH '$.IsFinished',
           deployment BIGINT PATH '$.Deployment')) AS r
ON DUPLICATE KEY UPDATE
    object = r.object,
    `key` = JSON_EXTRACT(?1, '$.Key'),
    stubborn = JSON_EXTRACT(?1, '$.Stubborn'),
    rows_done = r.rows_done,
    batch_rows = r.batch_rows,
    rows_total = COALESCE(r.rows_total, {journal}loops.rows_total),
    is_finished = COALESCE(r.is_finished, 0),
    deployment = r.deployment,
    updated_at = CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')
