CREATE TABLE a (id integer PRIMARY KEY, x serial);
CREATE UNLOGGED TABLE b (id integer PRIMARY KEY, x serial, y integer GENERATED ALWAYS AS IDENTITY);
CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE child (id integer PRIMARY KEY, parent integer REFERENCES parent);
CREATE TABLE grandchild (id integer PRIMARY KEY, child integer REFERENCES child);
CREATE SEQUENCE s;
INSERT INTO a VALUES (1, 1); INSERT INTO b VALUES (1, 1); INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1, 1);
