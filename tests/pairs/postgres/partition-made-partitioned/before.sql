CREATE SCHEMA shop;
CREATE TABLE shop.m (id int NOT NULL, region text NOT NULL, at date NOT NULL) PARTITION BY LIST (region);
CREATE TABLE shop.m_eu PARTITION OF shop.m FOR VALUES IN ('eu');
CREATE TABLE shop.m_us PARTITION OF shop.m FOR VALUES IN ('us');
INSERT INTO shop.m VALUES (1, 'eu', '2024-01-01'), (2, 'us', '2024-01-01');
