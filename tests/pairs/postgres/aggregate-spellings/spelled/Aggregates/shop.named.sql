CREATE AGGREGATE shop.named(VARIADIC rest int[]) (stype = int4[], sfunc = array_cat);
