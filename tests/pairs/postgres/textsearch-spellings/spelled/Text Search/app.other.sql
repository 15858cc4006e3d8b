CREATE TEXT SEARCH DICTIONARY app.other (TEMPLATE = own, accept = 'true');
