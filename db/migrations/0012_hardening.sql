-- hardening
select 1;
