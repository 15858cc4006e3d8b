SELECT * FROM shop.m ORDER BY id;
