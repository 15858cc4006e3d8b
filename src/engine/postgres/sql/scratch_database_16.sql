-- The statement that makes a database like this one, empty. $1: its name, $2: its owner or NULL.
SELECT pg_catalog.format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L', $1::text,
                         pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype)
       || CASE d.datlocprovider WHEN 'i' THEN pg_catalog.format(' LOCALE_PROVIDER icu ICU_LOCALE %L', d.daticulocale)
                                              || coalesce(' ICU_RULES ' || pg_catalog.quote_literal(d.daticurules), '')
                                ELSE ' LOCALE_PROVIDER libc' END
       || CASE WHEN t.spcname <> 'pg_default' THEN pg_catalog.format(' TABLESPACE %I', t.spcname) ELSE '' END
       || coalesce(' OWNER ' || pg_catalog.quote_ident($2::text), '')
FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace
WHERE d.datname = pg_catalog.current_database()
