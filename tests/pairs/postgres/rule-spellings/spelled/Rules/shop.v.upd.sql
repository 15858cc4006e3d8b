CREATE RULE upd AS ON UPDATE TO "shop"."v" WHERE ((OLD.id != new.id) or old.status in ('a', 'b')) DO INSTEAD NOTHING;
