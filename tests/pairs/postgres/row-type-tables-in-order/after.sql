CREATE TABLE k (a int);
CREATE TABLE z (a int);
CREATE TABLE a (r z, s z[]);
