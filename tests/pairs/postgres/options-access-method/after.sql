CREATE ACCESS METHOD heap_too TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE a (id integer PRIMARY KEY) USING heap_too;
CREATE TABLE b (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY) USING heap_too WITH (fillfactor = 40);
