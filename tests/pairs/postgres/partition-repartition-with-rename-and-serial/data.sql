SELECT id, body FROM old.log ORDER BY id;
-- after
SELECT id, text FROM shop.logs ORDER BY id;
