-- Fails until the next one has run: an object slot goes round until nothing gets on.
INSERT INTO log (entry) VALUES ((SELECT entry || ', seen' FROM log WHERE entry = 'object b'));
