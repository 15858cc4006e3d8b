CREATE EXTENSION file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE lines (line text OPTIONS (force_not_null 'true')) SERVER files OPTIONS (filename '/nowhere', format 'csv');
