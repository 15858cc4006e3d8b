SELECT "I""d", "Größe" FROM shop."Or.der";
-- after
SELECT "価格", "group" FROM shop."select";
