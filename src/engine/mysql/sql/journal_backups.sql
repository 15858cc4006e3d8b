SELECT b.id, b.product, b.object, b.kind, b.place, b.state, b.contract, b.deployment, b.rows_about, b.created_at, b.retain_days,
       CONCAT(LEFT(DATE_FORMAT(b.retain_until, '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'),
       CASE WHEN b.retain_until <= UTC_TIMESTAMP(3) THEN 't' ELSE 'f' END, b.statements, b.finally, b.uses
FROM (SELECT k.*, STR_TO_DATE(k.created_at, '%Y-%m-%dT%H:%i:%s.%fZ') + INTERVAL k.retain_days DAY AS retain_until
      FROM {journal}backups AS k) AS b
ORDER BY b.created_at, b.id
