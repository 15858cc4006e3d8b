SELECT id, old_name FROM t ORDER BY id;
-- after
SELECT id, new_name FROM t ORDER BY id;
