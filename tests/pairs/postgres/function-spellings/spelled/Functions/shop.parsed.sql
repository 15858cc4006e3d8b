create function shop.parsed(in a int4) returns pg_catalog.numeric language sql volatile
begin atomic select orders.total from shop.orders where (orders.id = parsed.a); end;
