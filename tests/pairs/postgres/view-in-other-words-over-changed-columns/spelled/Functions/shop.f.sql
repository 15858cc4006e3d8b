create function shop.f() returns setof varchar language sql begin atomic select orders.status from shop.orders where (id > 1); end;
