INSERT INTO log (entry) VALUES ('late object');
