CREATE DOMAIN kind AS character varying(20) DEFAULT 'a'::character varying CONSTRAINT k CHECK (VALUE = ANY (ARRAY['a'::varchar, 'b']) AND VALUE IS NOT NULL);
CREATE DOMAIN amount AS numeric(10,2) CONSTRAINT amount_check CHECK (((VALUE >= (0)::numeric) AND (VALUE <= (100)::numeric)));
CREATE TABLE t (k kind);
