CREATE FOREIGN DATA WRAPPER "My: W"; CREATE SERVER "a.b ""c""" FOREIGN DATA WRAPPER "My: W" OPTIONS ("Host.Name" $$it's$$, empty $$$$);
CREATE USER MAPPING FOR PUBLIC SERVER "a.b ""c""" OPTIONS ("User" $$x$$);
CREATE SCHEMA "S.1"; CREATE FOREIGN TABLE "S.1"."T ""x""" ("a,b" integer OPTIONS ("q q" $$=,$$)) SERVER "a.b ""c""" OPTIONS (query $$select 1 where a = 'b'$$);
