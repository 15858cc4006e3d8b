SELECT code, zone, (size).width FROM wh.bin;
