SELECT id, product, object, kind, place, state, contract, deployment, rows_about, created_at, retain_days,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+' || retain_days || ' days'),
       CASE WHEN julianday(created_at) + retain_days <= julianday('now') THEN 't' ELSE 'f' END, statements, finally, uses
FROM {journal}backups
ORDER BY created_at, id
