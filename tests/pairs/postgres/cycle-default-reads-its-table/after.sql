SET check_function_bodies = off;
CREATE SCHEMA shop;
CREATE FUNCTION shop.next_number() RETURNS integer LANGUAGE sql AS 'SELECT coalesce(max(number), 0) + 1 FROM shop.orders';
CREATE TABLE shop.orders (number integer DEFAULT shop.next_number() PRIMARY KEY, CONSTRAINT c CHECK (number <= shop.next_number()));
