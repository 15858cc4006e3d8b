SELECT id, title FROM lib.book;
