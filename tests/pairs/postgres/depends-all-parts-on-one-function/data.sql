SELECT count(*) FROM shop.kept;
SELECT count(*) FROM shop.big;
