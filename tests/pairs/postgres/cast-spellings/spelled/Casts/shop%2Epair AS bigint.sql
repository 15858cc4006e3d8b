CREATE CAST (shop.pair AS int8) WITH FUNCTION shop."Long" (shop.pair, int, bool);
