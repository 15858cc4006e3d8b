CREATE AGGREGATE shop.biggest(integer) (SFUNC1 = int4larger, STYPE1 = int, SORTOP = >);
