-- representations
select 1;
