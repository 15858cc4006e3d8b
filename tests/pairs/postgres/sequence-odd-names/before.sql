CREATE SCHEMA "S x"; CREATE TABLE "S x"."T.t" ("a b" integer);
