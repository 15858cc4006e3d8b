create or replace function shop.f(in a int, b text = 'x'::text, variadic c int[] default '{}'::int4[])
returns setof shop.orders cost 10 rows 5
set search_path = shop, pg_temp
external security definer returns null on null input stable
language 'sql' as 'SELECT * FROM shop.orders';
