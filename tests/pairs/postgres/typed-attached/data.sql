SELECT * FROM shop.people;
