-- step_up
select 1;
