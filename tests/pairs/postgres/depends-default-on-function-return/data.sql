SELECT count(*), max(rate) FROM orders;
