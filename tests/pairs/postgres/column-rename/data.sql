SELECT old_name FROM shop.t;
-- after
SELECT new_name FROM shop.t;
