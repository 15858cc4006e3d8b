CREATE TYPE addr AS (street text);
CREATE TABLE t (id int PRIMARY KEY, a addr, b text, CHECK (b <> ''));
