CREATE TABLE a (id integer PRIMARY KEY, t text) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_vacuum_cost_delay = 5, toast.vacuum_truncate = false, toast_tuple_target = 256);
CREATE TABLE b (id integer PRIMARY KEY, t text) WITH (autovacuum_analyze_threshold = 100, log_autovacuum_min_duration = 0, toast.log_autovacuum_min_duration = 10, vacuum_index_cleanup = auto);
CREATE TABLE c (id integer PRIMARY KEY WITH (fillfactor = 60), u integer UNIQUE);
