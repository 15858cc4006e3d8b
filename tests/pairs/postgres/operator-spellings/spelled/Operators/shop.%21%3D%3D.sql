CREATE OPERATOR shop.!== (NEGATOR = ===, COMMUTATOR = !==, PROCEDURE = shop.other, LEFTARG = shop.pair, RIGHTARG = shop.pair, HASHES = false);
