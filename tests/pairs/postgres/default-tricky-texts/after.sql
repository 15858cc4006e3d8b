CREATE SCHEMA shop;
CREATE SEQUENCE shop.numbers;
CREATE SEQUENCE shop."Odd, numbers";

CREATE TABLE shop.t (
    id integer PRIMARY KEY,
    a character varying DEFAULT 'a'::character varying,
    b character varying(5) DEFAULT 'b',
    c integer DEFAULT -5,
    d numeric DEFAULT -1.50,
    e integer[] DEFAULT ARRAY[1, -2, 3],
    f text[] DEFAULT '{"a b","c,d","e\"f"}',
    g jsonb DEFAULT '{"b": 1, "a": [true, null, "x''y"]}',
    h json DEFAULT '{"b":  1, "a":2}',
    i interval DEFAULT '36 hours',
    j bigint DEFAULT nextval('shop.numbers'),
    k bigint DEFAULT nextval('shop."Odd, numbers"'),
    l text DEFAULT 'it''s "quoted"; -- no comment',
    m text DEFAULT E'back\\slash\nnewline\ttab',
    n bytea DEFAULT '\xdeadbeef',
    o bit(3) DEFAULT B'101',
    p int4range DEFAULT '[1,5]',
    q date DEFAULT CURRENT_DATE,
    r timestamp with time zone DEFAULT '2024-01-01 00:00:00+00',
    s text DEFAULT current_user,
    t double precision DEFAULT 1e10,
    u bigint DEFAULT 9223372036854775807,
    v boolean DEFAULT (NOT false),
    w text DEFAULT CASE WHEN 1 < 2 THEN 'a' ELSE 'b' END,
    x character(3) DEFAULT 'x',
    y text DEFAULT 'größer 価格',
    z uuid DEFAULT gen_random_uuid(),
    aa text DEFAULT '',
    ab integer DEFAULT (1 + 2) * 3,
    ac text[] DEFAULT ARRAY[]::text[],
    ad time DEFAULT LOCALTIME
);
