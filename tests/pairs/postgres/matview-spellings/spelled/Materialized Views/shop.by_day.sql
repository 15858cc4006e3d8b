create materialized view shop.by_day with (FillFactor = '80') as
  select date_trunc('day'::text, orders.at) as day, sum(orders.total) total, lower(customer) as "Who"
  from shop.orders where orders.customer in ('a', 'b') group by date_trunc('day', at), lower(orders.customer)
with data;
create unique index by_day_key on shop.by_day ("day" asc, ("Who") desc nulls last);
create index by_day_who on shop.by_day (upper("Who"::text) collate pg_catalog."C" pg_catalog.text_pattern_ops asc) include (total)
  with (fillfactor = '70') where (total > 0::numeric);
create index on only shop.by_day using HASH ("total");
alter materialized view shop.by_day alter "Who" set storage external;
alter materialized view shop.by_day alter column "day" set statistics 50;
alter materialized view shop.by_day alter column total set ( N_Distinct = '-0.5' );
