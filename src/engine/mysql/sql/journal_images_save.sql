INSERT INTO {journal}objects (deployment, object, `before`, `after`, record, is_finished)
SELECT r.deployment, r.object, r.was, r.now, r.record, COALESCE(r.is_finished, 0)
FROM JSON_TABLE(?1, '$[*]' COLUMNS (
           deployment BIGINT PATH '$.Deployment',
           object LONGTEXT PATH '$.Object',
           was LONGTEXT PATH '$.Before',
           now LONGTEXT PATH '$.After',
           record LONGTEXT PATH '$.Record',
           is_finished BIGINT PATH '$.IsFinished')) AS r
ON DUPLICATE KEY UPDATE `after` = r.now, is_finished = COALESCE(r.is_finished, 0)
