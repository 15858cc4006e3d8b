CREATE TABLE a (id integer PRIMARY KEY, kind character varying(10), at timestamp with time zone, tags text[], who text);
CREATE TABLE b (id integer PRIMARY KEY, a integer);
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
CREATE POLICY p1 ON a USING (kind in ('x', 'y', 'z') and not (id = 3));
CREATE POLICY p2 ON a USING (at > now() - interval '1 day');
CREATE POLICY p3 ON a USING (who = current_user::text);
CREATE POLICY p4 ON a USING (id = any (select b.a from public.b where b.id between 1 and 5));
CREATE POLICY p5 ON a USING (coalesce(current_setting('app.tenant', true), '') = kind);
CREATE POLICY p6 ON a USING ('q' = any (tags)) WITH CHECK (kind::text like 'a%' escape '\');
