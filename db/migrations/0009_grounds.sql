-- grounds
select 1;
