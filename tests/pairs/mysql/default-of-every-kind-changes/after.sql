CREATE TABLE t(a VARCHAR(36) DEFAULT (concat('x', uuid())), b INT DEFAULT 2, c JSON DEFAULT (json_object('a', 1)), d TEXT DEFAULT ('abc'), e DATE DEFAULT (curdate() + interval 1 day));
