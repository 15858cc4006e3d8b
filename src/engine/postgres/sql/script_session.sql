-- What a user's script must find whatever the role or the database has set: it was split as if strings were
-- standard, and it may take its time. All else is as it is for the role's other sessions.
select pg_catalog.set_config(s.name, s.value, false)
from (values
    ('client_min_messages', 'warning'),
    ('idle_in_transaction_session_timeout', '0'),
    ('idle_session_timeout', '0'),
    ('standard_conforming_strings', 'on'),
    ('transaction_timeout', '0')
) as s(name, value)
where exists (select from pg_catalog.pg_settings as p where p.name = s.name)
