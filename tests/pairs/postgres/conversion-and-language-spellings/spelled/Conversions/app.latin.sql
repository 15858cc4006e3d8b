create default conversion app.latin for 'iso88591' to 'utf-8' from pg_catalog."iso8859_1_to_utf8";
