CREATE SCHEMA shop;

CREATE TABLE shop.t (a int4, b varchar(5), c timestamptz, d decimal(5), e float, f bool, g char, h bpchar, i "char", j varchar, k national character varying(4), l int8[], m timestamp(0));
