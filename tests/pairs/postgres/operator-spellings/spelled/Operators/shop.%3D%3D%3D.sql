create operator shop.=== (
  leftarg = shop.pair, rightarg = shop.pair, procedure = same, commutator = operator ( "shop" . === ), negator = !==,
  hashes = true, merges, join = pg_catalog.eqjoinsel, restrict = pg_catalog.eqsel
);
