CREATE SCHEMA shop;
CREATE TABLE shop.purchases (id integer, z integer, b integer, CONSTRAINT orders_pkey PRIMARY KEY (id));
CREATE TABLE shop.pieces (id integer, CONSTRAINT parts_pkey PRIMARY KEY (id));
CREATE PUBLICATION p FOR TABLE shop.purchases (z, id) WHERE (z > 0) WITH (publish = 'insert');
