CREATE SCHEMA shop;
CREATE TABLE shop.projects (id bigint PRIMARY KEY, name varchar(20), "Odd Name" text COLLATE "C");
CREATE VIEW shop.endless AS SELECT * FROM shop.projects;
CREATE OR REPLACE VIEW shop.endless AS SELECT * FROM shop.endless;
COMMENT ON VIEW shop.endless IS 'nobody should read it';
CREATE VIEW shop.upon AS SELECT id FROM shop.endless;
CREATE VIEW shop.old AS SELECT id FROM shop.projects;
CREATE OR REPLACE VIEW shop.old AS SELECT id FROM shop.old WHERE id > 6;
