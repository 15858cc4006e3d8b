CREATE TABLE event (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    payload jsonb,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE INDEX event_at_idx ON event USING brin (at);
CREATE INDEX event_kind_idx ON event (kind, at);
CREATE VIEW event_daily AS SELECT date_trunc('day', at) AS day, kind, count(*) FROM event GROUP BY 1, 2;
CREATE FUNCTION event_notify() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('event', NEW.kind); RETURN NULL; END $$;
CREATE TRIGGER event_notify AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION event_notify();
INSERT INTO event (at, kind) VALUES ('2024-05-05', 'a'), ('2025-05-05', 'b');
