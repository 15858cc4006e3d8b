CREATE TYPE addr AS (street text, country char(2));
CREATE TABLE t (id int PRIMARY KEY, a addr, b text, CONSTRAINT t_b_check CHECK ((a).country <> 'XX'));
