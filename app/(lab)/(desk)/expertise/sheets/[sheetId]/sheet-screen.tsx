'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../../../_client/trpc';
import { formatInstant, formatNumber, plural } from '../../../../../_text/format';
import { DefinitionFacts } from '../../../../../_ui/definition-facts';
import { ErrorLine } from '../../../../../_ui/error-line';
import { HelpDialog } from '../../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../../_ui/loading-line';
import { DeskBar } from '../../../_desk/desk-bar';
import { PrintButton } from '../../../_desk/print-button';
import { sheetStateWords } from '../../../_logic/rule-words';
import type { RuleSheet } from '../../../_logic/types';
import { DiffList } from '../../diff-list';
import { ReplayNumbers } from '../../replay-numbers';
import { AnswerSheet } from './answer-sheet';

/** What was expected, what was obtained, who answers for it, and how one goes back. */
export function SheetScreen({ sheetId }: { sheetId: string }) {
  const trpc = useTRPC();
  const { data: sheet, isError, isPending, refetch } = useQuery(trpc.rules.sheet.queryOptions({ sheetId }));
  return (
    <>
      <DeskBar
        title={sheet ? `Fiche de contrôle initial ${sheet.body.number}` : 'Fiche de contrôle initial'}
        subtitle={sheet && `${sheet.body.laboratory}, ${sheetStateWords(sheet.state)}`}
      >
        <div data-print="no" className="contents">
          <PrintButton />
        </div>
      </DeskBar>
      {isError && <ErrorLine sentence="La fiche n’a pas pu être lue." onRetry={() => void refetch()} />}
      {isPending && <LoadingLine what="Lecture de la fiche…" />}
      {sheet && (
        <main className="grid flex-1 content-start gap-6 bg-surface px-4 py-4 desk:px-6">
          <DefinitionFacts look="ruled" termWidth="168px" label="Fiche de contrôle" facts={factsOf(sheet)} />
          <AnswerSheet sheet={sheet} onDone={() => void refetch()} />
          <section aria-label="Ce qui change" className="grid gap-2">
            <h2 className="text-l font-strong">Ce qui change</h2>
            <DiffList diff={sheet.body.diff} />
          </section>
          <section aria-label="Rejeu" className="grid gap-2">
            <h2 className="text-l font-strong">Rejeu sur 90 jours</h2>
            <ReplayNumbers counts={sheet.body.replay.counts} />
          </section>
          <Examples sheet={sheet} />
        </main>
      )}
      <HelpDialog keys={[]} />
    </>
  );
}

function factsOf({ body, contentHash, signedHash, approval, refusal, state }: RuleSheet) {
  const met = body.examples.filter(({ isMet }) => isMet).length;
  const { counts } = body.replay;
  return [
    { term: 'Date et heure', value: formatInstant(body.madeAt) },
    {
      term: 'Changement',
      value: `${plural(body.diff.length, 'changement', 'changements')} contre ${body.base ? `la version ${body.base.version}, en vigueur depuis le ${formatInstant(body.base.inForceFrom)}` : 'aucune version en vigueur'}`,
    },
    { term: 'Écrit par', value: body.authors.join(', ') },
    { term: 'Soumis par', value: body.madeBy },
    { term: 'Résultat attendu', value: body.expected },
    {
      term: 'Résultat obtenu',
      value: [
        `${formatNumber(met)} exemples sur ${formatNumber(body.examples.length)} donnent ce qui est attendu.`,
        `Rejeu de ${formatNumber(counts.dossiers)} dossiers, du ${formatInstant(body.replay.from)} au ${formatInstant(body.replay.until)} : ${plural(counts.changed, 'traité autrement', 'traités autrement')}.`,
      ].join('\n'),
    },
    { term: 'Anomalie', value: body.anomalies.length === 0 ? 'aucune relevée par les exemples' : body.anomalies.join('\n') },
    ...(body.remark === '' ? [] : [{ term: 'Remarque', value: body.remark }]),
    {
      term: 'Acceptation',
      value: approval
        ? `Acceptée par ${approval.name}${approval.rppsNumber ? ` (RPPS ${approval.rppsNumber})` : ''}, le ${formatInstant(approval.at)} : version ${approval.version}, en vigueur à partir du ${formatInstant(approval.inForceFrom)}`
        : refusal
          ? `Refusée par ${refusal.name}, le ${formatInstant(refusal.at)} : ${refusal.reason}`
          : state === 'stale'
            ? 'Caduque : le brouillon a changé depuis'
            : 'En attente d’un biologiste qui n’a rien écrit de ce brouillon',
    },
    { term: 'Retour arrière', value: body.rollback },
    { term: 'Empreintes', value: <span className="figures text-s break-all">{`règles ${contentHash}\nrègles et fiche ${signedHash}`}</span> },
  ];
}

function Examples({ sheet }: { sheet: RuleSheet }) {
  const changed = new Set(sheet.body.diff.map(({ code }) => code));
  const own = sheet.body.examples.filter(({ code }) => changed.has(code));
  const others = sheet.body.examples.length - own.length;
  return (
    <section aria-label="Exemples" className="grid gap-2">
      <h2 className="text-l font-strong">Exemples des règles changées</h2>
      <div className="overflow-x-auto" data-print="open">
        <table className="w-full border-collapse">
          <thead>
            <tr className="border-b border-line-strong text-left text-s text-ink-2">
              <th scope="col" className="py-2 font-medium">
                Règle
              </th>
              <th scope="col" className="font-medium">
                Exemple
              </th>
              <th scope="col" className="font-medium">
                Attendu
              </th>
              <th scope="col" className="font-medium">
                Obtenu
              </th>
            </tr>
          </thead>
          <tbody>
            {own.map(({ code, name, expected, obtained, isMet }) => (
              <tr key={`${code} ${name}`} className="border-b border-line">
                <th scope="row" className="py-1.5 pr-3 text-left font-book">
                  {code}
                </th>
                <td className="pr-3">{name}</td>
                <td className="pr-3">{expected}</td>
                <td>
                  {isMet ? '✓' : '✗'} {obtained}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {others > 0 && (
        <p className="text-ink-2">Les {formatNumber(others)} exemples des autres règles ont été rejoués aussi, et donnent tous ce qui est attendu.</p>
      )}
    </section>
  );
}
