CREATE SCHEMA shop;
CREATE TABLE shop.projects (id bigint PRIMARY KEY, name varchar(20), "Odd Name" text COLLATE "C");
CREATE VIEW shop.old AS SELECT id FROM shop.projects;
CREATE OR REPLACE VIEW shop.old AS SELECT id FROM shop.old WHERE id > 5;
