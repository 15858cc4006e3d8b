INSERT INTO {journal}pause (id, since, who, why)
VALUES (1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), json_extract(?1, '$.Who'), json_extract(?1, '$.Why'))
ON CONFLICT (id) DO UPDATE SET who = excluded.who, why = excluded.why
