"""The changes that an application must not notice, and the databases that it uses meanwhile.

A kind is one change in SQL: run plainly it is the naive way; a copy of the empty database on which it ran gives the package
that anneal deploys.
"""
from dataclasses import dataclass, field

APP = "gauntlet_app"        # what the application logs in as; it has rights on its own tables only
READER = "gauntlet_reader"

# {rows} is the size of the tables. The role security, the publication and what the application is
# are part of every case: all of them make some change more difficult than on a bare table.
ORDERS = """
CREATE SCHEMA shop;
GRANT USAGE ON SCHEMA shop TO gauntlet_app;
CREATE TYPE shop.order_status AS ENUM ('open', 'paid', 'sent');
CREATE DOMAIN shop.order_code AS text;
CREATE FUNCTION shop.price(quantity integer) RETURNS numeric LANGUAGE sql AS 'SELECT quantity * 1.19';
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE SEQUENCE shop.numbers;
GRANT USAGE ON SEQUENCE shop.numbers TO gauntlet_app;
CREATE TABLE shop.customers (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE shop.notes (id bigint PRIMARY KEY, order_id bigint);
CREATE TABLE shop.orders (
    id bigint CONSTRAINT orders_pkey PRIMARY KEY,
    customer_id integer NOT NULL,
    code shop.order_code NOT NULL,
    status shop.order_status NOT NULL DEFAULT 'open',
    quantity integer NOT NULL DEFAULT 1,
    total numeric(10,2) NOT NULL,
    label character varying(40) NOT NULL DEFAULT '',
    email text,
    placed timestamp with time zone NOT NULL DEFAULT now(),
    legacy text);
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY app_sees ON shop.orders TO gauntlet_app USING (quantity < 1000000) WITH CHECK (quantity < 1000000);
GRANT SELECT, INSERT, UPDATE, DELETE ON shop.orders TO gauntlet_app;
INSERT INTO shop.customers SELECT k, 'c' || k FROM generate_series(1, greatest({rows} / 10, 1000)) AS k;
INSERT INTO shop.orders SELECT k, k % 1000 + 1, 'o' || k, 'open', k % 50 + 1, k % 1000, 'l' || k % 100, 'e' || k, now(), 'x'
    FROM generate_series(1, {rows}) AS k;
CREATE INDEX orders_customer_idx ON shop.orders (customer_id);
CREATE INDEX orders_placed_idx ON shop.orders (placed);
CREATE PUBLICATION everything FOR ALL TABLES;
"""
ORDER_STATEMENTS = (
    ("read", "key", "SELECT id, customer_id, code, status, quantity, total, label, email FROM shop.orders WHERE id = $1::bigint"),
    ("insert", "new", "INSERT INTO shop.orders (id, customer_id, code, status, quantity, total, label, email) "
                      "VALUES ($1::bigint, $1 % 1000 + 1, 'o' || $1, 'open', 1, 9.5, 'l', 'e' || $1)"),
    ("update", "key", "UPDATE shop.orders SET quantity = quantity % 50 + 1 WHERE id = $1::bigint"),
    ("read", "key", "SELECT id, customer_id, code, status, quantity, total, label, email FROM shop.orders WHERE id = $1::bigint"),
    ("delete", "old", "DELETE FROM shop.orders WHERE id = $1::bigint"),
    ("long first", "new", "INSERT INTO shop.orders (id, customer_id, code, quantity, total, label, email) "
                          "VALUES ($1::bigint, 1, 'o' || $1, 1, 9.5, 'l', 'e' || $1)"),
    ("long read", "key", "SELECT quantity FROM shop.orders WHERE id = $1::bigint"),
    ("long update", "own", "UPDATE shop.orders SET quantity = quantity % 50 + 1 WHERE id = $1::bigint"),
)

EVENTS = """
CREATE SCHEMA shop;
GRANT USAGE ON SCHEMA shop TO gauntlet_app;
CREATE TABLE shop.kinds (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE shop.events (
    id bigint,
    kind_id integer NOT NULL,
    code text NOT NULL,
    amount integer,
    CONSTRAINT events_pkey PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE shop.events_past PARTITION OF shop.events FOR VALUES FROM (-1000) TO (1);
CREATE TABLE shop.events_a PARTITION OF shop.events FOR VALUES FROM (1) TO ({rows} / 2);
CREATE TABLE shop.events_b PARTITION OF shop.events FOR VALUES FROM ({rows} / 2) TO (10000000);
CREATE TABLE shop.events_own PARTITION OF shop.events FOR VALUES FROM (10000000) TO (1000000000);
CREATE TABLE shop.events_next (LIKE shop.events INCLUDING ALL);
ALTER TABLE shop.events ENABLE ROW LEVEL SECURITY;
CREATE POLICY app_sees ON shop.events TO gauntlet_app USING (kind_id < 1000000) WITH CHECK (kind_id < 1000000);
GRANT SELECT, INSERT, UPDATE, DELETE ON shop.events TO gauntlet_app;
INSERT INTO shop.kinds SELECT k, 'k' || k FROM generate_series(1, 1000) AS k;
INSERT INTO shop.events SELECT k, abs(k) % 1000 + 1, 'o' || k, abs(k) % 50 + 1 FROM generate_series(-500, {rows}) AS k WHERE k <> 0;
INSERT INTO shop.events_next SELECT 1000000000 + k, k % 1000 + 1, 'o' || k, k % 50 + 1 FROM generate_series(1, {rows} / 4) AS k;
CREATE INDEX events_kind_idx ON shop.events (kind_id);
CREATE INDEX ON shop.events_next (kind_id);
CREATE PUBLICATION everything FOR ALL TABLES;
"""
EVENT_STATEMENTS = (
    ("read", "key", "SELECT id, kind_id, code, amount FROM shop.events WHERE id = $1::bigint"),
    ("insert", "new", "INSERT INTO shop.events (id, kind_id, code, amount) VALUES ($1::bigint, $1 % 1000 + 1, 'o' || $1, 1)"),
    ("update", "key", "UPDATE shop.events SET amount = amount % 50 + 1 WHERE id = $1::bigint"),
    ("read", "key", "SELECT id, kind_id, code, amount FROM shop.events WHERE id = $1::bigint"),
    ("delete", "old", "DELETE FROM shop.events WHERE id = $1::bigint"),
    ("long first", "new", "INSERT INTO shop.events (id, kind_id, code, amount) VALUES ($1::bigint, 1, 'o' || $1, 1)"),
    ("long read", "key", "SELECT amount FROM shop.events WHERE id = $1::bigint"),
    ("long update", "own", "UPDATE shop.events SET amount = amount % 50 + 1 WHERE id = $1::bigint"),
)

BASES = {"orders": (ORDERS, ORDER_STATEMENTS), "events": (EVENTS, EVENT_STATEMENTS)}


@dataclass
class Kind:
    name: str
    naive: str
    setup: str = ""                               # before both; not measured
    base: str = "orders"
    also: tuple = ()                              # statements of the application beside those of the base
    renames: list = field(default_factory=list)   # what the package says of old names
    min_version: int = 0
    must_ms: int = 0                              # anchors: what is asked for, where others were measured; 0: no figure
    changes_result: bool = False                  # the server answers a prepared SELECT once by `cached plan must not change`


VIEW = "CREATE VIEW shop.open_orders AS SELECT id, code FROM shop.orders WHERE status = 'open'; GRANT SELECT ON shop.open_orders TO gauntlet_app;"
READ_VIEW = (("read view", "key", "SELECT id, code FROM shop.open_orders WHERE id = $1::bigint"),)
MATVIEW = ("CREATE MATERIALIZED VIEW shop.sums AS SELECT customer_id, sum(total) AS total FROM shop.orders GROUP BY customer_id;"
           "CREATE UNIQUE INDEX sums_idx ON shop.sums (customer_id); GRANT SELECT ON shop.sums TO gauntlet_app;")
READ_MATVIEW = (("read sums", "none", "SELECT total FROM shop.sums WHERE customer_id = 7"),)
CALL = (("call", "none", "SELECT shop.price(3)"),)
DRAW = (("draw", "none", "SELECT nextval('shop.numbers')"),)


def orders(change):
    return "ALTER TABLE shop.orders " + change


KINDS = [
    # columns
    Kind("add column", orders("ADD COLUMN extra text")),
    Kind("add column, constant default", orders("ADD COLUMN extra integer NOT NULL DEFAULT 7")),
    Kind("add column, volatile default", orders("ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()")),
    Kind("add column, generated", orders("ADD COLUMN twice integer GENERATED ALWAYS AS (quantity * 2) STORED")),
    Kind("add column, virtual", orders("ADD COLUMN twice integer GENERATED ALWAYS AS (quantity * 2) VIRTUAL"), min_version=18),
    Kind("add column, identity", orders("ADD COLUMN serial bigint GENERATED ALWAYS AS IDENTITY")),
    Kind("add column, serial", orders("ADD COLUMN number bigint NOT NULL DEFAULT nextval('shop.numbers')")),
    Kind("add column with check", orders("ADD COLUMN extra integer CONSTRAINT orders_extra_check CHECK (extra > 0)")),
    Kind("add column with foreign key", orders("ADD COLUMN payer_id integer CONSTRAINT orders_payer_fk REFERENCES shop.customers")),
    Kind("drop column", orders("DROP COLUMN legacy")),
    Kind("rename column", orders("RENAME COLUMN legacy TO remark"),
         renames=[{"table": "shop.orders", "column": "remark", "OldName": "legacy"}]),
    Kind("set default", orders("ALTER COLUMN quantity SET DEFAULT 2")),
    Kind("drop default", orders("ALTER COLUMN label DROP DEFAULT")),
    Kind("set not null", orders("ALTER COLUMN email SET NOT NULL"), must_ms=50),
    Kind("drop not null", orders("ALTER COLUMN total DROP NOT NULL")),
    Kind("add identity", orders("ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY")),
    Kind("set column storage", orders("ALTER COLUMN email SET STORAGE EXTERNAL")),
    Kind("set column statistics", orders("ALTER COLUMN email SET STATISTICS 500")),
    # types
    Kind("widen varchar", orders("ALTER COLUMN label TYPE character varying(80)"), changes_result=True),
    Kind("varchar to text", orders("ALTER COLUMN label TYPE text"), changes_result=True),
    Kind("widen numeric", orders("ALTER COLUMN total TYPE numeric(14,2)"), changes_result=True),
    Kind("widen varchar with check", orders("ALTER COLUMN label TYPE character varying(80)"), changes_result=True,
         setup=orders("ADD CONSTRAINT orders_label_check CHECK (label <> 'never')")),
    Kind("int to bigint", "DROP POLICY app_sees ON shop.orders; ALTER TABLE shop.orders ALTER COLUMN quantity TYPE bigint; CREATE POLICY app_sees ON shop.orders "
                          "TO gauntlet_app USING (quantity < 1000000) WITH CHECK (quantity < 1000000)", must_ms=150, changes_result=True,
         setup=orders("ADD CONSTRAINT orders_quantity_check CHECK (quantity >= 0); CREATE INDEX orders_quantity_idx ON shop.orders (quantity)")),
    Kind("int to bigint, a key and what references it",
         "ALTER TABLE shop.customers ALTER COLUMN id TYPE bigint; ALTER TABLE shop.orders ALTER COLUMN customer_id TYPE bigint", changes_result=True,
         setup=orders("ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES shop.customers")),
    Kind("numeric scale", orders("ALTER COLUMN total TYPE numeric(14,4)"), changes_result=True),
    Kind("change collation", orders('ALTER COLUMN label TYPE character varying(40) COLLATE "C"'), changes_result=True,
         setup="CREATE INDEX orders_label_idx ON shop.orders (label);"),
    # constraints
    Kind("add check", orders("ADD CONSTRAINT orders_total_check CHECK (total >= 0)"), must_ms=50),
    Kind("replace check", orders("DROP CONSTRAINT orders_total_check, ADD CONSTRAINT orders_total_check CHECK (total >= 0 AND total < 1000000)"),
         setup=orders("ADD CONSTRAINT orders_total_check CHECK (total >= 0)")),
    Kind("drop check", orders("DROP CONSTRAINT orders_total_check"), setup=orders("ADD CONSTRAINT orders_total_check CHECK (total >= 0)")),
    Kind("validate check", orders("VALIDATE CONSTRAINT orders_total_check"),
         setup=orders("ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID")),
    Kind("add foreign key", orders("ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES shop.customers"), must_ms=50),
    Kind("replace foreign key", orders("DROP CONSTRAINT orders_customer_fk, ADD CONSTRAINT orders_customer_fk "
                                       "FOREIGN KEY (customer_id) REFERENCES shop.customers ON DELETE CASCADE"),
         setup=orders("ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES shop.customers")),
    Kind("drop foreign key", orders("DROP CONSTRAINT orders_customer_fk"),
         setup=orders("ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES shop.customers")),
    Kind("validate foreign key", orders("VALIDATE CONSTRAINT orders_customer_fk"),
         setup=orders("ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES shop.customers NOT VALID")),
    Kind("add incoming foreign key", "ALTER TABLE shop.notes ADD CONSTRAINT notes_order_fk FOREIGN KEY (order_id) REFERENCES shop.orders",
         setup="INSERT INTO shop.notes SELECT id, id FROM shop.orders LIMIT 10000;"),
    Kind("add unique", orders("ADD CONSTRAINT orders_code_key UNIQUE (code)"), must_ms=70),
    Kind("replace unique", orders("DROP CONSTRAINT orders_code_key, ADD CONSTRAINT orders_code_key UNIQUE (code) INCLUDE (total)"),
         setup=orders("ADD CONSTRAINT orders_code_key UNIQUE (code)")),
    Kind("keys that change places", orders("DROP CONSTRAINT orders_code_key, DROP CONSTRAINT orders_pkey CASCADE, "
                                           "ADD CONSTRAINT orders_code_key UNIQUE (id), ADD CONSTRAINT orders_pkey PRIMARY KEY (code);")
         + "ALTER TABLE shop.notes ADD CONSTRAINT notes_order_fk FOREIGN KEY (order_id) REFERENCES shop.orders (id)",
         setup=orders("ADD CONSTRAINT orders_code_key UNIQUE (code);")
         + "ALTER TABLE shop.notes ADD CONSTRAINT notes_order_fk FOREIGN KEY (order_id) REFERENCES shop.orders (id);"),
    Kind("drop unique", orders("DROP CONSTRAINT orders_code_key"), setup=orders("ADD CONSTRAINT orders_code_key UNIQUE (code)")),
    Kind("add primary key", orders("ADD CONSTRAINT orders_pkey PRIMARY KEY (id)"),
         setup=orders("DROP CONSTRAINT orders_pkey; CREATE UNIQUE INDEX orders_id_idx ON shop.orders (id);"
                      "ALTER TABLE shop.orders REPLICA IDENTITY USING INDEX orders_id_idx;")),
    Kind("add exclusion", orders("ADD CONSTRAINT orders_code_excl EXCLUDE USING btree (code WITH =)")),
    Kind("drop exclusion", orders("DROP CONSTRAINT orders_code_excl"),
         setup=orders("ADD CONSTRAINT orders_code_excl EXCLUDE USING btree (code WITH =)")),
    # indexes
    Kind("add index", "CREATE INDEX orders_total_idx ON shop.orders (total)", must_ms=50),
    Kind("add unique index", "CREATE UNIQUE INDEX orders_code_idx ON shop.orders (code)"),
    Kind("add expression index", "CREATE INDEX orders_email_idx ON shop.orders (lower(email)) WHERE quantity > 10"),
    Kind("replace index", "DROP INDEX shop.orders_placed_idx; CREATE INDEX orders_placed_idx ON shop.orders (placed, total)"),
    Kind("drop index", "DROP INDEX shop.orders_placed_idx"),
    Kind("rename index", "ALTER INDEX shop.orders_placed_idx RENAME TO orders_at_idx",
         renames=[{"table": "shop.orders", "index": "orders_at_idx", "OldName": "orders_placed_idx"}]),
    Kind("set index parameters", "ALTER INDEX shop.orders_placed_idx SET (fillfactor = 70)"),
    Kind("add statistics", "CREATE STATISTICS shop.orders_stats ON customer_id, total FROM shop.orders"),
    Kind("drop statistics", "DROP STATISTICS shop.orders_stats",
         setup="CREATE STATISTICS shop.orders_stats ON customer_id, total FROM shop.orders;"),
    # tables
    Kind("set storage parameters", orders("SET (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05)")),
    Kind("replica identity", orders("REPLICA IDENTITY FULL")),
    Kind("force row security", orders("FORCE ROW LEVEL SECURITY")),
    Kind("comments", "COMMENT ON TABLE shop.orders IS 'orders'; COMMENT ON COLUMN shop.orders.total IS 'net'"),
    Kind("grant", "GRANT SELECT ON shop.orders TO gauntlet_reader; GRANT UPDATE (label) ON shop.orders TO gauntlet_reader"),
    Kind("revoke", "REVOKE SELECT ON shop.orders FROM gauntlet_reader", setup="GRANT SELECT ON shop.orders TO gauntlet_reader;"),
    Kind("create table with foreign key", "CREATE TABLE shop.payments (id bigint PRIMARY KEY, order_id bigint REFERENCES shop.orders)"),
    Kind("drop table with foreign key", "DROP TABLE shop.notes",
         setup="ALTER TABLE shop.notes ADD CONSTRAINT notes_order_fk FOREIGN KEY (order_id) REFERENCES shop.orders;"),
    # what acts on a table
    Kind("add trigger", "CREATE TRIGGER touch BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch()"),
    Kind("replace trigger", "DROP TRIGGER touch ON shop.orders; CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON shop.orders "
                            "FOR EACH ROW EXECUTE FUNCTION shop.touch()",
         setup="CREATE TRIGGER touch BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();"),
    Kind("disable trigger", orders("DISABLE TRIGGER touch"),
         setup="CREATE TRIGGER touch BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();"),
    Kind("drop trigger", "DROP TRIGGER touch ON shop.orders",
         setup="CREATE TRIGGER touch BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.touch();"),
    Kind("add policy", "CREATE POLICY more ON shop.orders TO gauntlet_reader USING (quantity > 3)"),
    Kind("change policy", "ALTER POLICY app_sees ON shop.orders USING (quantity < 2000000)"),
    Kind("drop policy", "DROP POLICY more ON shop.orders", setup="CREATE POLICY more ON shop.orders TO gauntlet_reader USING (quantity > 3);"),
    Kind("add rule", "CREATE RULE quiet AS ON UPDATE TO shop.orders WHERE NEW.quantity > 2000000 DO ALSO NOTHING"),
    # views, routines, types, sequences
    Kind("create view", VIEW),
    Kind("replace view", "CREATE OR REPLACE VIEW shop.open_orders AS SELECT id, code, total FROM shop.orders WHERE status = 'open'",
         setup=VIEW, also=READ_VIEW),
    Kind("re-create view", "DROP VIEW shop.open_orders; CREATE VIEW shop.open_orders AS SELECT code, id FROM shop.orders WHERE status = 'open';"
                           "GRANT SELECT ON shop.open_orders TO gauntlet_app", setup=VIEW, also=READ_VIEW),
    Kind("drop view", "DROP VIEW shop.open_orders", setup=VIEW),
    Kind("create materialized view", MATVIEW),
    Kind("replace materialized view", "DROP MATERIALIZED VIEW shop.sums; " + MATVIEW.replace("sum(total)", "max(total)"),
         setup=MATVIEW, also=READ_MATVIEW),
    Kind("add index, materialized view", "CREATE INDEX sums_total_idx ON shop.sums (total)", setup=MATVIEW, also=READ_MATVIEW),
    Kind("replace index, materialized view",
         "DROP INDEX shop.sums_idx; CREATE UNIQUE INDEX sums_idx ON shop.sums (customer_id) INCLUDE (total)", setup=MATVIEW, also=READ_MATVIEW),
    Kind("replace function", "CREATE OR REPLACE FUNCTION shop.price(quantity integer) RETURNS numeric LANGUAGE sql AS 'SELECT quantity * 1.07'",
         also=CALL),
    Kind("enum value", "ALTER TYPE shop.order_status ADD VALUE 'lost' AFTER 'paid'"),
    Kind("domain check", "ALTER DOMAIN shop.order_code ADD CONSTRAINT order_code_check CHECK (VALUE <> '')"),
    Kind("alter sequence", "ALTER SEQUENCE shop.numbers CACHE 10", also=DRAW),
    Kind("create publication", "CREATE PUBLICATION several FOR TABLE shop.orders WITH (publish = 'insert')"),
    Kind("publish table", "ALTER PUBLICATION several ADD TABLE shop.orders", setup="CREATE PUBLICATION several FOR TABLE shop.customers;"),
    # partitioned tables
    Kind("attach partition", "ALTER TABLE shop.events ATTACH PARTITION shop.events_next FOR VALUES FROM (1000000000) TO (2000000000)", base="events"),
    Kind("detach partition", "ALTER TABLE shop.events DETACH PARTITION shop.events_past", base="events"),
    Kind("detach partition beside a default one", "ALTER TABLE shop.events DETACH PARTITION shop.events_past", base="events",
         setup="CREATE TABLE shop.events_rest PARTITION OF shop.events DEFAULT;"),
    Kind("drop partition", "DROP TABLE shop.events_past", base="events"),
    Kind("create partition", "CREATE TABLE shop.events_late PARTITION OF shop.events FOR VALUES FROM (3000000000) TO (4000000000)", base="events"),
    Kind("add index, partitioned", "CREATE INDEX events_code_idx ON shop.events (code)", base="events"),
    Kind("replace index, partitioned", "DROP INDEX shop.events_kind_idx; CREATE INDEX events_kind_idx ON shop.events (kind_id, code)", base="events"),
    Kind("replace primary key, partitioned",
         "ALTER TABLE shop.events DROP CONSTRAINT events_pkey; ALTER TABLE shop.events ADD CONSTRAINT events_pkey PRIMARY KEY (id, code)",
         base="events"),
    Kind("drop index, partitioned", "DROP INDEX shop.events_kind_idx", base="events"),
    Kind("add unique, partitioned", "ALTER TABLE shop.events ADD CONSTRAINT events_code_key UNIQUE (code, id)", base="events"),
    Kind("add column, volatile default, partitioned",
         "ALTER TABLE shop.events ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()", base="events"),
    Kind("add column, partitioned", "ALTER TABLE shop.events ADD COLUMN extra integer NOT NULL DEFAULT 7", base="events"),
    Kind("set not null, partitioned", "ALTER TABLE shop.events ALTER COLUMN amount SET NOT NULL", base="events"),
    Kind("add check, partitioned", "ALTER TABLE shop.events ADD CONSTRAINT events_amount_check CHECK (amount > 0)", base="events"),
    Kind("add foreign key, partitioned", "ALTER TABLE shop.events ADD CONSTRAINT events_kind_fk FOREIGN KEY (kind_id) REFERENCES shop.kinds", base="events"),
    Kind("replace foreign key, partitioned",
         "ALTER TABLE shop.events DROP CONSTRAINT events_kind_fk; ALTER TABLE shop.events ADD CONSTRAINT events_kind_fk "
         "FOREIGN KEY (kind_id) REFERENCES shop.kinds ON DELETE CASCADE", base="events",
         setup="ALTER TABLE shop.events ADD CONSTRAINT events_kind_fk FOREIGN KEY (kind_id) REFERENCES shop.kinds"),
    Kind("add trigger, partitioned", "CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                                     "CREATE TRIGGER touch BEFORE UPDATE ON shop.events FOR EACH ROW EXECUTE FUNCTION shop.touch()", base="events"),
    Kind("change policy, partitioned", "ALTER POLICY app_sees ON shop.events USING (kind_id < 2000000)", base="events"),
]
# A change while somebody has a transaction open on the table, which it has read: seconds that it stays open.
OPEN_SECONDS = 4
OPEN = Kind("set not null, a transaction open for %d s" % OPEN_SECONDS, orders("ALTER COLUMN email SET NOT NULL"), must_ms=150)
