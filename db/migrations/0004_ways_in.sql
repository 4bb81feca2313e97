-- ways_in
select 1;
