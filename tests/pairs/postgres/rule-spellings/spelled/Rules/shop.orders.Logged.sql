CREATE RULE "Logged" AS ON UPDATE TO shop.orders DO (
    insert into shop.log (at, id, what) values (now(), OLD.id, text 'changed');
    notify orders;
);
