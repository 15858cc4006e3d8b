-- anneal: transaction=none
INSERT INTO log (entry) VALUES ('alone 1');
INSERT INTO log (entry) VALUES ('alone 2');
INSERT INTO log (entry) VALUES ('alone 3');
