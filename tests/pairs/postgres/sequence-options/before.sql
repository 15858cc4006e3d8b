CREATE SCHEMA shop;

CREATE SEQUENCE shop.s_type AS integer;
CREATE SEQUENCE shop.s_start START WITH 1;
CREATE SEQUENCE shop.s_increment INCREMENT BY 1;
CREATE SEQUENCE shop.s_min MINVALUE 1;
CREATE SEQUENCE shop.s_max MAXVALUE 1000;
CREATE SEQUENCE shop.s_cache CACHE 1;
CREATE SEQUENCE shop.s_cycle NO CYCLE;
SELECT nextval('shop.s_increment'), nextval('shop.s_max');
