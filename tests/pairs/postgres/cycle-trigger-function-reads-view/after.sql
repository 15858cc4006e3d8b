SET check_function_bodies = off;
CREATE TABLE t (id integer, sum integer);
CREATE VIEW sums AS SELECT sum(id)::integer AS sum FROM t;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'DECLARE s sums; BEGIN SELECT * INTO s FROM sums; NEW.sum := s.sum; RETURN NEW; END';
CREATE TRIGGER noted BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION note();
CREATE TRIGGER noted INSTEAD OF INSERT ON sums FOR EACH ROW EXECUTE FUNCTION note();
