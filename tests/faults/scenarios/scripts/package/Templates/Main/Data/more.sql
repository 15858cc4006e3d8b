INSERT INTO visit (customer_id, day) SELECT id, 2 FROM customer WHERE vip = 1;
