INSERT INTO {journal}objects (deployment, object, before, after, record, is_finished)
SELECT json_extract(r.value, '$.Deployment'),
       json_extract(r.value, '$.Object'),
       json_extract(r.value, '$.Before'),
       json_extract(r.value, '$.After'),
       json_extract(r.value, '$.Record'),
       coalesce(json_extract(r.value, '$.IsFinished'), 0)
FROM json_each(?1) AS r
WHERE true
ON CONFLICT (deployment, object) DO UPDATE SET after = excluded.after, is_finished = excluded.is_finished
