INSERT INTO {journal}owned (product, object, deployment)
SELECT json_extract(r.value, '$.Product'), json_extract(r.value, '$.Object'), json_extract(r.value, '$.Deployment')
FROM json_each(?1) AS r
WHERE true
ON CONFLICT (product, object) DO NOTHING
