SELECT id, email FROM shop.customer ORDER BY 1;
SELECT order_id, price FROM shop.order_line ORDER BY 1;
