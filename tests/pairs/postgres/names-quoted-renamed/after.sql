CREATE SCHEMA shop;

CREATE TABLE shop."select" ("価格" integer CONSTRAINT "P""K" PRIMARY KEY, "group" integer);
CREATE INDEX "i,2" ON shop."select" ("group");
INSERT INTO shop."select" VALUES (1, 2);
