CREATE SCHEMA shop;
CREATE TABLE shop.customer (id int PRIMARY KEY, code int NOT NULL UNIQUE);
CREATE TABLE shop.m (id int NOT NULL, region text NOT NULL, at date NOT NULL, customer int, seller int) PARTITION BY LIST (region);
CREATE TABLE shop.m_eu PARTITION OF shop.m FOR VALUES IN ('eu') PARTITION BY RANGE (at);
CREATE TABLE shop.m_eu_1 PARTITION OF shop.m_eu FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE shop.m_eu_2 PARTITION OF shop.m_eu FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
CREATE TABLE shop.m_us PARTITION OF shop.m FOR VALUES IN ('us');
ALTER TABLE shop.m ADD CONSTRAINT m_customer FOREIGN KEY (customer) REFERENCES shop.customer (id) ON DELETE CASCADE;
ALTER TABLE shop.m ADD CONSTRAINT m_seller FOREIGN KEY (seller) REFERENCES shop.customer (code) DEFERRABLE;
