INSERT INTO log (entry) VALUES ('object b');
