INSERT INTO {journal}spellings (product, object, source, live)
SELECT r.product, r.object, r.source, r.live
FROM JSON_TABLE(?1, '$[*]' COLUMNS (
           product LONGTEXT PATH '$.Product',
           object LONGTEXT PATH '$.Object',
           source LONGTEXT PATH '$.Source',
           live LONGTEXT PATH '$.Live')) AS r
ON DUPLICATE KEY UPDATE source = r.source, live = r.live
