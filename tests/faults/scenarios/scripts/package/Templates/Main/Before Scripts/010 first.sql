INSERT INTO log (entry) VALUES ('before 1');
INSERT INTO log (entry) SELECT 'before 2: ' || count(*) FROM customer;
