CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL CHECK (a > 0));
