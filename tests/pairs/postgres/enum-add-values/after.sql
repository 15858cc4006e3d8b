CREATE TYPE mood AS ENUM ('new first', 'newer', 'sad', 'so so', 'ok', 'happy', 'ecstatic', 'last');
CREATE TABLE t (m mood DEFAULT 'so so', n mood DEFAULT 'last', CONSTRAINT c CHECK (m <> 'ecstatic'::mood));
CREATE INDEX t_m ON t (m) WHERE m = 'newer'::mood;
CREATE VIEW v AS SELECT * FROM t WHERE m < 'newer'::mood;
