-- terminals
select 1;
