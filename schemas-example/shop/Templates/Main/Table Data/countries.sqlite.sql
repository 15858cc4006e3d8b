-- anneal: platform=SQLite
INSERT INTO countries (code, name, is_eu) VALUES
    ('AT', 'Austria', true),
    ('CH', 'Switzerland', false),
    ('DE', 'Germany', true)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, is_eu = excluded.is_eu;
UPDATE countries SET currency = 'CHF' WHERE code = 'CH';
