SELECT sum(count) FROM m;
