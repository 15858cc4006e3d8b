CREATE SCHEMA shop;
CREATE TYPE shop.mood AS ENUM ('sad', 'ok', 'it''s "fine"');
CREATE TYPE "Odd Enum" AS ENUM ();
COMMENT ON TYPE shop.mood IS 'how it is';
CREATE FUNCTION shop.next_mood(m shop.mood) RETURNS shop.mood LANGUAGE sql AS $$ SELECT 'ok'::shop.mood $$;
CREATE TABLE t (id int PRIMARY KEY, m shop.mood NOT NULL DEFAULT 'ok', n "Odd Enum"[], CONSTRAINT t_m CHECK (m <> 'sad'::shop.mood));
CREATE TABLE shop.u (m shop.mood[] DEFAULT ARRAY['sad'::shop.mood]);
CREATE INDEX u_m ON shop.u USING gin (m);
CREATE VIEW shop.v AS SELECT m FROM t WHERE m > 'sad'::shop.mood;
