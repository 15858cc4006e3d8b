CREATE VIEW shop.all_of_it AS SELECT orders.* FROM shop.orders;
