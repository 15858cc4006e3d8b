INSERT INTO log (entry) SELECT 'after, with phones of ' || count(phone) FROM customer;
