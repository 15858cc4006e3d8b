INSERT INTO {journal}journal (id, version, tool, changed_at)
SELECT r.* FROM (SELECT 1 AS id, ?1 AS version, ?2 AS tool, CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z') AS changed_at) AS r
ON DUPLICATE KEY UPDATE version = r.version, tool = r.tool, changed_at = r.changed_at
