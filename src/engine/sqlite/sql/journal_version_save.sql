INSERT INTO {journal}journal (id, version, tool, changed_at)
VALUES (1, ?1, ?2, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ON CONFLICT (id) DO UPDATE SET version = excluded.version, tool = excluded.tool, changed_at = excluded.changed_at
