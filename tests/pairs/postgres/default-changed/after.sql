CREATE SCHEMA shop;

CREATE TABLE shop.t (a integer DEFAULT 2, b text DEFAULT 'y', c timestamp with time zone DEFAULT CURRENT_TIMESTAMP, d boolean DEFAULT true, e numeric DEFAULT 0.0);
INSERT INTO shop.t DEFAULT VALUES;
