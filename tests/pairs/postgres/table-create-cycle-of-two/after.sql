CREATE SCHEMA shop;
CREATE TABLE shop.kept (id integer PRIMARY KEY);
CREATE TABLE shop.team (id integer PRIMARY KEY, lead_id integer NOT NULL);
CREATE TABLE shop.person (id integer PRIMARY KEY, team_id integer NOT NULL REFERENCES shop.team (id));
ALTER TABLE shop.team ADD CONSTRAINT team_lead_fk FOREIGN KEY (lead_id) REFERENCES shop.person (id) DEFERRABLE INITIALLY DEFERRED;
