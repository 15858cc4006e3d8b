INSERT INTO {journal}backups (id, product, object, kind, place, state, contract, deployment, rows_about, created_at, retain_days,
                               statements, finally, uses)
VALUES (json_extract(?1, '$.Id'), json_extract(?1, '$.Product'), json_extract(?1, '$.Object'),
        coalesce(json_extract(?1, '$.Kind'), 'parked'), json_extract(?1, '$.Place'), coalesce(json_extract(?1, '$.State'), 'kept'),
        json_extract(?1, '$.Contract'), json_extract(?1, '$.Deployment'), json_extract(?1, '$.Rows'),
        strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), json_extract(?1, '$.RetainDays'), json_extract(?1, '$.Statements'),
        json_extract(?1, '$.Finally'), json_extract(?1, '$.Uses'))
