CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, customer varchar(20), total numeric, at timestamp);
CREATE MATERIALIZED VIEW shop.by_day (day, total, "Who") WITH (fillfactor = 80) AS
    SELECT date_trunc('day', at), sum(total), lower(customer) FROM shop.orders WHERE customer IN ('a', 'b') GROUP BY 1, 3;
CREATE UNIQUE INDEX by_day_key ON shop.by_day USING btree (day, "Who" DESC NULLS LAST);
CREATE INDEX by_day_who ON shop.by_day USING btree (upper("Who") COLLATE "C" text_pattern_ops) INCLUDE (total) WITH (fillfactor = 70) WHERE total > 0;
CREATE INDEX by_day_total_idx ON shop.by_day USING hash (total);
ALTER MATERIALIZED VIEW shop.by_day ALTER COLUMN "Who" SET STORAGE EXTERNAL;
ALTER MATERIALIZED VIEW shop.by_day ALTER COLUMN day SET STATISTICS 50;
ALTER MATERIALIZED VIEW shop.by_day ALTER COLUMN total SET (n_distinct = -0.5);
