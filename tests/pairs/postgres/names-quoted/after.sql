CREATE SCHEMA shop;
CREATE TABLE shop.kept (id integer PRIMARY KEY);

CREATE SCHEMA "Mixed Case";
CREATE TABLE "Mixed Case"."Order" ("Id" integer CONSTRAINT "Order PK" PRIMARY KEY, "select" text, "from" integer DEFAULT 1 NOT NULL, "with.dot" text, "with,comma" text, "with""quote" text, " blank " text, "größe" text, "価格" numeric, "a$b" integer, "it's" text, "{{braces}}" text, "back\slash" text, "percent%20" text, "(paren)" text, "[bracket]" text);
CREATE TABLE shop."user" (id integer PRIMARY KEY, "table" integer CONSTRAINT "user, table" REFERENCES "Mixed Case"."Order" ("Id"));
CREATE TABLE shop."sh.op" (id integer PRIMARY KEY, n integer CONSTRAINT "check.me" CHECK (n > 0));
CREATE TABLE shop."co,mma" (id integer PRIMARY KEY);
CREATE TABLE shop."quo""te" (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "a ""b"" c" serial);
CREATE TABLE shop."größe 価格 🙂" (id integer PRIMARY KEY);
CREATE TABLE shop."sl/ash" (id integer PRIMARY KEY);
CREATE TABLE shop.sixtythree_bytes_is_what_the_server_takes_and_this_one_has_them (id integer, a_column_whose_name_fills_the_whole_space_that_a_name_may_use_up integer);
CREATE INDEX "Idx, one" ON "Mixed Case"."Order" ("with,comma", "with""quote" DESC, lower("select"), "with.dot" text_pattern_ops) INCLUDE ("it's", "a$b") WHERE "from" > 0;
CREATE UNIQUE INDEX "{{Idx}}" ON "Mixed Case"."Order" (("価格" + 1), "größe" COLLATE "C", "(paren)", "[bracket]");
COMMENT ON TABLE shop."quo""te" IS 'with "quote"';
COMMENT ON COLUMN "Mixed Case"."Order"."with""quote" IS 'c';
COMMENT ON CONSTRAINT "user, table" ON shop."user" IS 'fk';
