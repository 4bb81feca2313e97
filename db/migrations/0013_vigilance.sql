-- vigilance
select 1;
