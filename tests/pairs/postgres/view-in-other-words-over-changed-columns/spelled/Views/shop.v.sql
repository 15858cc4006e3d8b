create view shop.v as select orders.id, orders.status from shop.orders where (orders.status = 'a');
