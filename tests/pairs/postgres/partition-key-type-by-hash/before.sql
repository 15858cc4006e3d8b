CREATE TABLE m (id int PRIMARY KEY, v text) PARTITION BY HASH (id);
CREATE TABLE m0 PARTITION OF m FOR VALUES WITH (modulus 2, remainder 0);
CREATE TABLE m1 PARTITION OF m FOR VALUES WITH (modulus 2, remainder 1);
INSERT INTO m VALUES (1, 'a'), (2, 'b'), (3, 'c');
