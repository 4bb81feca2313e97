-- rights
select 1;
