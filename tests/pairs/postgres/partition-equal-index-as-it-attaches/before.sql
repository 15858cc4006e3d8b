CREATE TABLE q (id int NOT NULL, e text) PARTITION BY RANGE (id);
CREATE INDEX qi ON q (e);
CREATE TABLE q1 (id int NOT NULL, e text);
CREATE INDEX q1e ON q1 (e);
