SELECT * FROM shop.price;
