CREATE SCHEMA shop;

CREATE TABLE shop.t (a integer, b character varying(5), c timestamp with time zone, d numeric(5,0), e double precision, f boolean, g character(1), h bpchar, i "char", j character varying, k varchar(4), l bigint[], m timestamp(0) without time zone);
