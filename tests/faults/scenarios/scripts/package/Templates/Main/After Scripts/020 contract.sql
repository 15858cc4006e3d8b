-- anneal: phase=contract
INSERT INTO log (entry) VALUES ('contract');
