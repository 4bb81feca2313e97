-- patient_accounts
select 1;
