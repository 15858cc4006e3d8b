CREATE SCHEMA "Odd.Schema"; CREATE TABLE "Odd.Schema"."a ""b""" (id integer PRIMARY KEY, "x, y" integer);
CREATE PUBLICATION "My: Pub" FOR TABLE "Odd.Schema"."a ""b""" (id, "x, y");
COMMENT ON PUBLICATION "My: Pub" IS $$it's$$;
