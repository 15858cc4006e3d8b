CREATE AGGREGATE shop.old_way (BASETYPE = int, SFUNC = shop.add, STYPE = int4);
