create table t(id integer primary key,a text default 'x' not null,b int check(b>0),c text collate nocase,constraint u unique(a,b));
create index i on t(lower(a),b asc)where b>0;
INSERT INTO t VALUES (1, 'x', 1, 'y');
