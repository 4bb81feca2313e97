'use client';

import { useQuery } from '@tanstack/react-query';
import { refusalOf } from '../../../_client/refusal';
import { trpcClient } from '../../../_client/trpc';
import { formatInstant, NARROW, NBSP, plural } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { ButtonLink } from '../../../_ui/button-link';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { HelpDialog } from '../../../_ui/help-dialog';
import { LoadingLine } from '../../../_ui/loading-line';
import { ScrollArea } from '../../../_ui/scroll-area';
import { nameOf, personWords } from '../_logic/identity-words';
import type { History } from '../_logic/types';
import { dossierHref } from '../worklist/use-open-dossier';
import { HistoryTable } from './history-table';

/** Everything that is known of a patient, over all sites: a reading, asked once, and again only by hand. */
export function HistoryScreen({ dossierId, person }: { dossierId: string; person: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['validation.history', dossierId],
    queryFn: () => trpcClient.validation.history.mutate({ dossierId }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    networkMode: 'always',
    refetchOnReconnect: false,
    retry: (count, failure) => refusalOf(failure) === null && count < 1,
  });
  const refusal = error ? refusalOf(error) : null;
  return (
    <div data-print="open" className="flex h-full flex-col bg-surface">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line-strong px-4 py-2">
        <div className="min-w-0">
          <h1 className="text-title font-strong">Toutes les antériorités</h1>
          {data && (
            <p className="figures">
              <b className="font-strong">{nameOf(data.patient)}</b> · {personWords(data.patient, data.readAt)}
              {data.patient.identifier && ` · IPP ${data.patient.identifier}${data.patient.authority ? `, ${data.patient.authority}` : ''}`}
            </p>
          )}
        </div>
        <p data-print="no" className="flex flex-wrap gap-2">
          <ButtonLink href={dossierHref(dossierId)}>Revenir au dossier</ButtonLink>
          {data && <Button onClick={() => window.print()}>Imprimer</Button>}
        </p>
        {data && (
          <p className="hidden w-full text-s print:block">
            Imprimé le {formatInstant(data.readAt)} par {person}, depuis le dossier {data.accessionNumber}. Relais, document de travail du laboratoire.
          </p>
        )}
      </header>
      <ScrollArea label="Antériorités">
        {isPending && <LoadingLine what="Lecture des antériorités de tous les sites…" />}
        {refusal && <EmptyState title={refusalSentence(refusal.code)} />}
        {error && !refusal && <ErrorLine sentence="Les antériorités n’ont pas pu être lues." onRetry={() => void refetch()} />}
        {data && <Whole history={data} />}
      </ScrollArea>
      <HelpDialog keys={[]} />
    </div>
  );
}

function Whole({ history }: { history: History }) {
  const earlier = history.columns.filter(({ dossierId }) => dossierId !== history.dossierId).length;
  return (
    <div className="grid gap-5 px-4 py-3">
      <div className="grid gap-1 text-s">
        {history.mute.map(({ laboratory, since }) => (
          <p key={laboratory} className="border-l-3 border-critical pl-2">
            <b className="font-strong">▲ {laboratory} muet</b> depuis le {formatInstant(since)}
            {NBSP}: non consulté. Ce qui y a été mesuré depuis n’est pas ici.
          </p>
        ))}
        {history.unshared.map((name) => (
          <p key={name} className="border-l-3 border-abnormal pl-2">
            <b className="font-strong">Résultats de {name} non consultés</b>
            {NBSP}: pas de convention entre les deux établissements.
          </p>
        ))}
        {!history.identityGuaranteed && (
          <p className="border-l-3 border-abnormal pl-2">
            <b className="font-strong">Identité non garantie</b>
            {NBSP}: les antériorités ne sont pas rapprochées. Ne figure ici que ce dossier.
          </p>
        )}
        <p className="text-ink-2">
          {earlier === 0
            ? history.identityGuaranteed &&
              history.mute.length === 0 &&
              history.unshared.length === 0 &&
              'Aucun autre dossier validé n’est connu pour ce patient, sur aucun site.'
            : `${plural(earlier, 'dossier antérieur validé', 'dossiers antérieurs validés')}, tous sites. Une ligne par examen et par méthode\u00a0: les méthodes ne sont pas mêlées.`}
          {history.apart > 0 && ` ${plural(history.apart, 'valeur', 'valeurs')} dont l’unité est gardée à part par le référent, hors de ce tableau.`}
        </p>
      </div>
      {history.chapters.map((chapter) => (
        <HistoryTable key={chapter.title} chapter={chapter} columns={history.columns} current={history.dossierId} />
      ))}
      <p className="text-s text-ink-2">
        ≈ valeur convertie dans l’unité de la ligne (UCUM){NARROW}; dessous, ce que le laboratoire a écrit. ◇ résultat non validé. ▲▲ ▼▼ critique, ▲ ▼ hors des
        valeurs de référence de l’époque.
      </p>
    </div>
  );
}
