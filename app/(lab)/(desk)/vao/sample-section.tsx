'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { downloadCsv } from '../../../_client/download';
import { sentenceOf } from '../../../_client/sentence-of';
import { useTRPC, useTRPCClient } from '../../../_client/trpc';
import { csvOf } from '../../../_text/csv';
import { formatInstant, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import type { VaoSamples, VaoShown } from '../_logic/types';
import { csvOfMonths, monthWords, rateWords } from '../_logic/vao-words';
import { SampleDialog } from './sample-dialog';

/** Dossiers drawn for a human look, and how often a person would have done otherwise. */
export function SampleSection({ mayLook }: { mayLook: boolean }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const samples = useQuery(trpc.autoverification.samples.queryOptions(undefined, { retry: false }));
  const [opened, setOpened] = useState<VaoShown | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const open = async (id: string) => {
    setProblem(null);
    try {
      setOpened(await client.autoverification.openSample.mutate({ id }));
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  if (!samples.data) return null;
  const { waiting, looked, months } = samples.data;
  return (
    <section aria-label="Échantillon relu" className="grid gap-2">
      <h2 className="text-l font-strong">Échantillon relu</h2>
      <p className="text-s text-ink-2">
        Tirés au sort, sans nom et sans dire ce qui a été fait : des dossiers validés automatiquement, et d’autres que les règles avaient gardés. La réponse
        n’est dite qu’après la vôtre.
      </p>
      {problem && <ErrorLine sentence={problem} />}
      <p>
        {waiting.length === 0 ? 'Aucun dossier n’attend de relecture.' : `${plural(waiting.length, 'dossier attend', 'dossiers attendent')} une relecture.`}
      </p>
      {mayLook && (
        <ul data-print="no" className="grid gap-2">
          {waiting.slice(0, 20).map(({ id, site, drawnAt }) => (
            <li key={id}>
              <Button onClick={() => void open(id)}>
                Relire : {site}, tiré le {formatInstant(drawnAt)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {months.length > 0 && <Rates months={months} />}
      {looked.length > 0 && (
        <details>
          <summary className="min-h-touch cursor-pointer py-3 text-action">Dernières relectures</summary>
          <ul className="text-s">
            {looked.map((one) => (
              <li key={one.id} className="border-b border-line py-1">
                {formatInstant(one.at)}, {one.site}, {one.by} : {one.wouldValidate ? 'aurait validé' : 'n’aurait pas validé'} ; dossier{' '}
                {one.wasAutomatic ? 'validé automatiquement' : 'gardé pour un biologiste'}
                {one.remark && ` ; « ${one.remark} »`}
              </li>
            ))}
          </ul>
        </details>
      )}
      {opened && (
        <SampleDialog
          key={opened.id}
          sample={opened}
          onClose={() => {
            setOpened(null);
            void samples.refetch();
          }}
        />
      )}
    </section>
  );
}

/** Disagreement by month and version of the rules: as words and as a bar, which says the same. */
function Rates({ months }: { months: VaoSamples['months'] }) {
  return (
    <div className="grid gap-2">
      <h3 className="font-strong">Désaccords, par mois et par version des règles</h3>
      <ul className="grid gap-2">
        {months.map((one) => (
          <li key={`${one.ruleSetVersionId} ${one.month}`} className="grid gap-0.5">
            <span>
              {monthWords(one.month)}, « {one.title} » version {one.version} : <b className="font-strong">{rateWords(one.disagreed, one.looked)}</b>
              <span className="text-ink-2">
                {' '}
                ({one.looked} relus sur {one.drawn} tirés ; gardés par les règles : {one.controlsValidated} auraient été validés sur {one.controlsLooked} relus)
              </span>
            </span>
            <span aria-hidden="true" className="block h-2 w-full max-w-[480px] bg-sunken">
              <span className="block h-full bg-changed" style={{ width: `${one.looked === 0 ? 0 : Math.round((one.disagreed / one.looked) * 100)}%` }} />
            </span>
          </li>
        ))}
      </ul>
      <div data-print="no">
        <Button onClick={() => downloadCsv('validation-automatique-desaccords', csvOf(csvOfMonths(months)))}>Exporter ce tableau en CSV</Button>
      </div>
    </div>
  );
}
