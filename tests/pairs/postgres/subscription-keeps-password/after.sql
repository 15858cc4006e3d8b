CREATE SUBSCRIPTION s CONNECTION 'host=a  dbname=c password=''x y''' PUBLICATION p WITH (connect = false);
