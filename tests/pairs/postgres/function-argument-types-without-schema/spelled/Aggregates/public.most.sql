CREATE AGGREGATE public.most(orders) (SFUNC = first, STYPE = orders);
