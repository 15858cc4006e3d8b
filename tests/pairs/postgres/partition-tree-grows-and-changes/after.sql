CREATE SCHEMA shop;
CREATE TABLE shop.m (id bigint NOT NULL, region text NOT NULL, at date NOT NULL, v int DEFAULT 7 NOT NULL, w text, CONSTRAINT v_check CHECK (v > 0), CONSTRAINT m_pk PRIMARY KEY (id, region, at)) PARTITION BY LIST (region);
CREATE TABLE shop.m_eu PARTITION OF shop.m FOR VALUES IN ('eu', 'uk') PARTITION BY RANGE (at);
CREATE TABLE shop.m_eu_1 PARTITION OF shop.m_eu (v DEFAULT 9) FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE shop.m_eu_2 PARTITION OF shop.m_eu FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
CREATE TABLE shop.m_us PARTITION OF shop.m FOR VALUES IN ('us');
CREATE INDEX m_w ON shop.m (w, v);
CREATE INDEX m_eu_own ON shop.m_eu (v);
CREATE UNIQUE INDEX m_us_own ON shop.m_us (w);
