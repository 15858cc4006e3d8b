CREATE SCHEMA kept;
COMMENT ON SCHEMA kept IS 'other';
CREATE SCHEMA "a.b";
COMMENT ON SCHEMA "a.b" IS 'odd';
CREATE TYPE "a.b"."e.f" AS ENUM ('a');
CREATE TABLE "a.b"."t.u" (e "a.b"."e.f"[] DEFAULT ARRAY['a'::"a.b"."e.f"]);
