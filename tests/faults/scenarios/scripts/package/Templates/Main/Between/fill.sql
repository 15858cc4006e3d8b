INSERT INTO visit (customer_id, day) SELECT id, 1 FROM customer;
INSERT INTO log (entry) SELECT 'between: ' || count(*) FROM visit;
