create or replace trigger touch
  before update of status, "Total" on shop . orders
  for each row when ((OLD.status is distinct from new.status and new.status in ('a', 'b')) and NEW."Total" > 10)
  execute procedure shop.touch ('x', 1);
