SELECT * FROM shop.t ORDER BY id;
