CREATE TABLE a (id int NOT NULL PRIMARY KEY, x int NULL, KEY x_idx (x));
CREATE TABLE b (id int NOT NULL PRIMARY KEY, x int NULL, KEY x_idx (x));
