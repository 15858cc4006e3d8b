CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
create view if not exists main.[v] as /* all of them */ select "id", A
  from T where a <> 'x';
CREATE TRIGGER IF NOT EXISTS "tr" AFTER INSERT ON "t" begin select 1 ; end;
