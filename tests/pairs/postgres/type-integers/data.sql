SELECT * FROM shop.t;
