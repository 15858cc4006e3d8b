SELECT "I""d", "Größe" FROM "Or.der";
-- after
SELECT "価格", "group" FROM "select";
