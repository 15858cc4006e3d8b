INSERT INTO {journal}pause (id, since, who, why)
SELECT 1, CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'), r.who, r.why
FROM JSON_TABLE(?1, '$' COLUMNS (
           who LONGTEXT PATH '$.Who',
           why LONGTEXT PATH '$.Why')) AS r
ON DUPLICATE KEY UPDATE who = r.who, why = r.why
