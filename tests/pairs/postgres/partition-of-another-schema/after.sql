CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE a."T.x" (id int, "K k" text) PARTITION BY LIST ("K k");
CREATE TABLE b."P""1" PARTITION OF a."T.x" FOR VALUES IN ('it''s', 'b');
CREATE INDEX "I x" ON a."T.x" ("K k");
