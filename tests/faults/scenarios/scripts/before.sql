CREATE TABLE log (entry text NOT NULL);
CREATE TABLE customer (id integer NOT NULL PRIMARY KEY, name text, phone text);
INSERT INTO customer VALUES (1, 'Ada', '1'), (2, 'Bob', '2'), (3, 'Cid', NULL);
