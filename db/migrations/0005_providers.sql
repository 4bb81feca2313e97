-- Civil status and LIS write the same name with and without accents, hyphens and apostrophes.
create function plain_capitals(name text) returns text language sql immutable parallel safe
  as $$ select upper(btrim(regexp_replace(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g'), '[^[:alpha:]]+', ' ', 'g'))) $$;
--> statement-breakpoint
-- FranceConnect: which stored identities are the person whom the State has identified. Only qualified ones (the five traits of the INS were verified at the
-- same source), and only when they are of one INS: two people who cannot be told apart are nobody. Answers ids and nothing of the identity.
create function france_connect_matches(family text, given text, born date, wanted_sex text) returns setof uuid language sql stable security definer set search_path = public
  as $$ with found as (
      select p.id, p.ins from patient p
      where actor_setting('actor_kind') = 'anonymous' and actor_setting('claimed_subject') is not null
        and p.ins_qualified and p.ins is not null and p.lone_dossier = '' and p.birth_date = $3 and p.sex = $4
        and plain_capitals(p.birth_family_name) = $1
        and (plain_capitals(p.first_given_name) = $2
          or $2 like plain_capitals(p.first_given_name) || ' %'))
    select id from found where (select count(distinct ins) from found) = 1 $$;
--> statement-breakpoint
revoke all on function france_connect_matches from public;
--> statement-breakpoint
grant execute on function france_connect_matches to relais_web;
--> statement-breakpoint
create index patient_state_identity on patient (birth_date) where ins_qualified;
