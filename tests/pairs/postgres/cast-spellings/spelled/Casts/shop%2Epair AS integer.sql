create cast (shop . pair as int4) with function shop.whole as assignment;
