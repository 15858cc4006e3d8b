CREATE SUBSCRIPTION s CONNECTION 'host=a password=''x y'' dbname=b' PUBLICATION p WITH (connect = false);
