CREATE OR REPLACE RECURSIVE VIEW shop.numbers (n) AS values (1) union all select numbers.n + 1 from numbers where numbers.n < 5;
