-- What changes the meaning of SQL or the way the server prints it, whatever the role or the database has set.
-- Settings that this server's version doesn't have are passed over.
select pg_catalog.set_config(s.name, s.value, false)
from (values
    ('DateStyle', 'ISO, MDY'),
    ('IntervalStyle', 'postgres'),
    ('TimeZone', 'UTC'),
    ('array_nulls', 'on'),
    ('bytea_output', 'hex'),
    ('check_function_bodies', 'off'),       -- as in a dump: what a body calls may come later, or never have been there
    ('client_min_messages', 'warning'),
    ('default_table_access_method', 'heap'),
    ('default_tablespace', ''),
    ('default_transaction_deferrable', 'off'),
    ('default_transaction_isolation', 'read committed'),
    ('default_transaction_read_only', $1),
    ('extra_float_digits', '1'),
    ('idle_in_transaction_session_timeout', '0'),
    ('idle_session_timeout', '0'),
    ('jit', 'off'),                         -- compiling a catalog query takes longer than running it
    ('lc_monetary', 'C'),
    ('lock_timeout', $2),
    ('quote_all_identifiers', 'off'),
    ('row_security', 'off'),                -- rows hidden by a policy are an error, never a smaller count
    ('standard_conforming_strings', 'on'),
    ('statement_timeout', $3),
    ('transaction_timeout', '0'),
    ('transform_null_equals', 'off'),
    ('xmloption', 'content')
) as s(name, value)
where exists (select from pg_catalog.pg_settings as p where p.name = s.name)
