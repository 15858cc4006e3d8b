PRINT '{{NotAToken}}'
GO
