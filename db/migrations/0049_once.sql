-- What the actor may is the same for every row of a statement: each policy asks for it once, instead of cutting the settings into lists again for every row that it looks at.
do $$
declare
  one record;
  once text;
begin
  for one in select tablename, policyname, qual from pg_policies where schemaname = 'public' and qual is not null and qual ~ '\mactor_(has|setting|uuid|uuids)\(' and cmd <> 'INSERT' loop
    once := regexp_replace(one.qual, '= ANY \((actor_\w+\(''\w+''::text\))\)', '= ANY (ARRAY( SELECT unnest(\1)))', 'g');
    once := regexp_replace(once, '(?<!SELECT )(?<!unnest\()(\mactor_(?:has|setting|uuid|uuids)\(''\w+''::text\))', '(SELECT \1)', 'g');
    execute format('alter policy %I on %I using (%s)', one.policyname, one.tablename, once);
  end loop;
end $$;
