SELECT rowid FROM words WHERE words MATCH 'hello';
