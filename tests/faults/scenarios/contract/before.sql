CREATE TABLE customer (id integer NOT NULL PRIMARY KEY, email text NOT NULL, name text, phone text);
CREATE TABLE legacy (id integer NOT NULL PRIMARY KEY, what text);
CREATE TABLE kept (id integer NOT NULL PRIMARY KEY, what text);
INSERT INTO customer VALUES (1, 'a@example.com', 'Ada', '555-1'), (2, 'b@example.com', NULL, '555-2');
INSERT INTO legacy VALUES (1, 'old');
INSERT INTO kept VALUES (1, 'old');
