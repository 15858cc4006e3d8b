CREATE SCHEMA shop;
CREATE TABLE shop.m (id int NOT NULL, region text NOT NULL) PARTITION BY LIST (region);
CREATE TABLE shop.m_eu PARTITION OF shop.m FOR VALUES IN ('eu');
CREATE TABLE shop.m_us PARTITION OF shop.m FOR VALUES IN ('us');
CREATE UNIQUE INDEX m_u ON shop.m (id, region) WITH (fillfactor = 70);
CREATE INDEX m_i ON shop.m (id) WITH (fillfactor = 60);
ALTER TABLE shop.m REPLICA IDENTITY USING INDEX m_u;
ALTER TABLE shop.m_us REPLICA IDENTITY USING INDEX m_us_id_region_idx;
ALTER TABLE shop.m_us CLUSTER ON m_us_id_idx;
