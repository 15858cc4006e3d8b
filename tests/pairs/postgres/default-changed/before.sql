CREATE SCHEMA shop;

CREATE TABLE shop.t (a integer DEFAULT 1, b text DEFAULT 'x', c timestamp with time zone DEFAULT now(), d boolean DEFAULT false, e numeric DEFAULT 0);
INSERT INTO shop.t DEFAULT VALUES;
