SELECT * FROM shop.c;
