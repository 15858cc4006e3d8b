CREATE TABLE t (a int, b int NOT NULL, c int NOT NULL, PRIMARY KEY (b, c), UNIQUE (a));
CREATE TABLE u (a int REFERENCES t (a));
