CREATE SCHEMA shop;
CREATE TYPE shop.kind AS ENUM ('a', 'b');
CREATE DOMAIN shop.pos AS int CHECK (VALUE > 0);
