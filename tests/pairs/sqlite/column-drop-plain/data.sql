SELECT id, kept FROM t;
