SELECT old_name FROM shop.t ORDER BY id;
-- after
SELECT new_name FROM shop.t ORDER BY id;
