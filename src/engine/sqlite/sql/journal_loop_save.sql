INSERT INTO {journal}loops (id, object, key, stubborn, rows_done, batch_rows, rows_total, is_finished, deployment, started_at,
                            updated_at)
VALUES (json_extract(?1, '$.Id'), json_extract(?1, '$.Object'), json_extract(?1, '$.Key'), json_extract(?1, '$.Stubborn'),
        json_extract(?1, '$.RowsDone'), json_extract(?1, '$.BatchRows'), json_extract(?1, '$.RowsTotal'),
        coalesce(json_extract(?1, '$.IsFinished'), 0), json_extract(?1, '$.Deployment'),
        strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ON CONFLICT (id) DO UPDATE
SET object = excluded.object,
    key = excluded.key,
    stubborn = excluded.stubborn,
    rows_done = excluded.rows_done,
    batch_rows = excluded.batch_rows,
    rows_total = coalesce(excluded.rows_total, rows_total),
    is_finished = excluded.is_finished,
    deployment = excluded.deployment,
    updated_at = excluded.updated_at
