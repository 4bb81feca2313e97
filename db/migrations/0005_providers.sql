-- providers
select 1;
