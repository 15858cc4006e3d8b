create or replace rule ins as on insert to shop.v
do instead
  insert into shop.orders (id, status) values (NEW.id, NEW.status) returning id, status;
