INSERT INTO {journal}spellings (product, object, source, live)
SELECT json_extract(r.value, '$.Product'),
       json_extract(r.value, '$.Object'),
       json_extract(r.value, '$.Source'),
       json_extract(r.value, '$.Live')
FROM json_each(?1) AS r
WHERE true
ON CONFLICT (product, object) DO UPDATE SET source = excluded.source, live = excluded.live
