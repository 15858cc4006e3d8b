SELECT id, (((v).m).p).x, (((v).m).p).y, ((v).m).q, (v).n FROM t ORDER BY id;
