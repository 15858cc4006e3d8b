CREATE TABLE m (id int, r text, d date) PARTITION BY LIST (r);
CREATE TABLE m_a PARTITION OF m FOR VALUES IN ('a');
CREATE INDEX m_d ON m (d);
CREATE INDEX m_a_own ON m_a (id);
INSERT INTO m VALUES (1, 'a', '2024-01-01');
