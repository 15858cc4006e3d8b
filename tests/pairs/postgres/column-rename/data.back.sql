SELECT new_name FROM shop.t;
-- after
SELECT old_name FROM shop.t;
