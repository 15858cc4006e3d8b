SELECT id, status, total FROM shop.orders;
-- None of them is made anew.
SELECT 'view', oid, xmin FROM pg_rewrite WHERE ev_class = 'shop.v'::regclass;
SELECT 'rule', oid, xmin FROM pg_rewrite WHERE rulename = 'r';
SELECT 'trigger', oid, xmin FROM pg_trigger WHERE tgname = 'touch';
SELECT 'function', oid, xmin FROM pg_proc WHERE proname = 'f';
