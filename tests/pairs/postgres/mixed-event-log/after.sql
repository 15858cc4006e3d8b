CREATE TABLE event (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    source text NOT NULL DEFAULT 'web' CHECK (source <> ''),
    payload jsonb,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');
CREATE TABLE event_2026 PARTITION OF event FOR VALUES FROM ('2026-01-01 00:00+00') TO ('2027-01-01 00:00+00') PARTITION BY RANGE (at);
CREATE TABLE event_2026_a PARTITION OF event_2026 FOR VALUES FROM ('2026-01-01 00:00+00') TO ('2026-07-01 00:00+00');
CREATE TABLE event_2026_rest PARTITION OF event_2026 DEFAULT;
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE INDEX event_at_idx ON event USING brin (at) WITH (pages_per_range = 32);
CREATE INDEX event_kind_idx ON event (kind, at DESC);
CREATE INDEX event_payload_idx ON event USING gin (payload) WHERE payload IS NOT NULL;
CREATE VIEW event_daily AS SELECT date_trunc('day', at) AS day, kind, source, count(*) AS events FROM event GROUP BY 1, 2, 3;
CREATE FUNCTION event_notify() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('event', NEW.kind || ':' || NEW.source); RETURN NULL; END $$;
CREATE TRIGGER event_notify AFTER INSERT OR UPDATE ON event FOR EACH ROW EXECUTE FUNCTION event_notify();
