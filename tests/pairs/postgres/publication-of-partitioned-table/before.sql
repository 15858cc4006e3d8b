CREATE TABLE m (id integer, at date) PARTITION BY RANGE (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE parent (a integer); CREATE TABLE child (b integer) INHERITS (parent);
