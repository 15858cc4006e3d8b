CREATE SCHEMA shop;
CREATE TABLE shop.bookings (id integer PRIMARY KEY, room integer NOT NULL, during tsrange, area box, label text);
INSERT INTO shop.bookings VALUES (1, 1, '[2026-01-01,2026-01-02)', '((0,0),(1,1))', 'a'), (2, 1, '[2026-02-01,2026-02-02)', '((2,2),(3,3))', 'b');
