CREATE SCHEMA shop;

CREATE TABLE shop."Or.der" ("I""d" integer CONSTRAINT "P,K" PRIMARY KEY, "Größe" integer);
CREATE INDEX "i 1" ON shop."Or.der" ("Größe");
INSERT INTO shop."Or.der" VALUES (1, 2);
