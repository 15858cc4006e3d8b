SELECT id, name FROM shop.person ORDER BY id;
-- after
SELECT id, full_name FROM shop.human ORDER BY id;
