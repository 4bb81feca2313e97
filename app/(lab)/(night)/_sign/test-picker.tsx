'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { plural } from '../../../_text/format';
import { Checkbox } from '../../../_ui/checkbox';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';
import { LoadingLine } from '../../../_ui/loading-line';

const SHOWN = 12;
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Tests of the catalogue that the dossier lacks, found by a few letters. */
export function TestPicker({
  present,
  chosen,
  onChosen,
}: {
  present: ReadonlySet<string>;
  chosen: readonly string[];
  onChosen: (codes: readonly string[]) => void;
}) {
  const [search, setSearch] = useState('');
  const { data, error, refetch } = useQuery(useTRPC().validation.tests.queryOptions());
  const found = (data ?? []).filter(
    ({ code, label }) => chosen.includes(code) || (!present.has(label) && plain(`${label} ${code}`).includes(plain(search.trim()))),
  );
  const shown = found.toSorted((a, b) => Number(chosen.includes(b.code)) - Number(chosen.includes(a.code))).slice(0, SHOWN + chosen.length);
  return (
    <div className="grid min-w-0 content-start gap-2">
      <Field label="Chercher un examen" type="search" autoComplete="off" value={search} onChange={(event) => setSearch(event.target.value)} />
      {error && <ErrorLine sentence="Le catalogue n’a pas pu être lu." onRetry={() => void refetch()} />}
      {!data && !error && <LoadingLine what="Lecture du catalogue…" />}
      {data && found.length === 0 && <p className="text-ink-2">Aucun examen du catalogue ne répond, ou il est déjà dans le dossier.</p>}
      <ul className="columns-1 desk:columns-2">
        {shown.map(({ code, label, chapter }) => (
          <li key={code} className="break-inside-avoid">
            <Checkbox
              label={`${label} (${chapter.toLowerCase()}, LOINC ${code})`}
              checked={chosen.includes(code)}
              onChange={(event) => onChosen(event.target.checked ? [...chosen, code] : chosen.filter((other) => other !== code))}
            />
          </li>
        ))}
      </ul>
      {found.length > shown.length && <p className="text-s text-ink-2">Et {plural(found.length - shown.length, 'autre', 'autres')} : précisez.</p>}
    </div>
  );
}
