CREATE TABLE item (id integer NOT NULL PRIMARY KEY, old text);
INSERT INTO item VALUES (1, 'a'), (2, 'b');
