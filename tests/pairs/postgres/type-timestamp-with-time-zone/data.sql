SET TimeZone = 'UTC';
SELECT at::timestamp without time zone FROM shop.t;
