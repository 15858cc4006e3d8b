SELECT n::integer FROM shop.t;
