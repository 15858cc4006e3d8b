CREATE TABLE items (id int NOT NULL, a int NULL, PRIMARY KEY (id));
