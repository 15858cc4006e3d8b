SELECT id, a FROM t ORDER BY id;
SELECT 0;
-- after
SELECT id, a FROM t ORDER BY id;
SELECT count(*) FROM t WHERE made_at IS NULL;
