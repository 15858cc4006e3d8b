CREATE SCHEMA "Odd.Schema"; CREATE TABLE "Odd.Schema"."a ""b""" (id integer PRIMARY KEY, "x, y" integer);
