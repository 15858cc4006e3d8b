UPDATE customer SET vip = vip + 1 WHERE id < 3;
