SELECT "I.d", "to""tal", "Ref", "group" FROM "Or,der";
SELECT * FROM "v,1";
