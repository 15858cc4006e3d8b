CREATE OPERATOR shop.|> (rightarg = shop.pair, function = half);
