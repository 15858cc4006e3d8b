CREATE TABLE old (id int NOT NULL PRIMARY KEY);
CREATE TABLE `order` (`select` int NOT NULL PRIMARY KEY, `a b` int NULL, `tick``s` int NULL, `größe` int NULL, KEY `a b` (`a b`));
