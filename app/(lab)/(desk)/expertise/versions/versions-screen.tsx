'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTRPC } from '../../../../_client/trpc';
import { formatInstant, plural } from '../../../../_text/format';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { DeskBar } from '../../_desk/desk-bar';
import { PrintButton } from '../../_desk/print-button';
import { sheetStateWords, versionStateWords } from '../../_logic/rule-words';
import type { RulesLife } from '../../_logic/types';
import { Suspension } from '../suspension';
import { useLaboratory } from '../use-laboratory';
import { RestoreButton } from './restore-button';

/** What was, is and will be in force; from here one goes back. */
export function VersionsScreen() {
  const trpc = useTRPC();
  const { list, laboratoryId, choice } = useLaboratory();
  const life = useQuery(trpc.rules.life.queryOptions({ laboratoryId }, { enabled: laboratoryId !== '' }));
  const again = () => {
    void life.refetch();
    void list.refetch();
  };
  return (
    <>
      <DeskBar title="Versions et fiches" subtitle={life.data?.laboratory}>
        <div data-print="no" className="contents">
          <PrintButton />
        </div>
      </DeskBar>
      {(list.isError || life.isError) && <ErrorLine sentence="Les versions n’ont pas pu être lues." onRetry={again} />}
      {(list.isPending || (laboratoryId !== '' && life.isPending)) && <LoadingLine what="Lecture des versions…" />}
      <main className="grid flex-1 content-start gap-6 bg-surface px-4 py-4 desk:px-6">
        {choice && (
          <div className="max-w-80" data-print="no">
            {choice}
          </div>
        )}
        {list.data?.length === 0 && <EmptyState title="Aucune version">Aucun jeu de règles n’existe dans vos laboratoires.</EmptyState>}
        {life.data && (
          <>
            <Suspension life={life.data} onDone={again} />
            <Sheets life={life.data} />
            <section aria-label="Versions" className="grid gap-2">
              <h2 className="text-l font-strong">Versions</h2>
              <ul className="grid gap-3">
                {life.data.versions.map((version) => (
                  <Version key={version.versionId} version={version} life={life.data} onDone={again} />
                ))}
              </ul>
            </section>
            <Suspensions life={life.data} />
          </>
        )}
      </main>
      <HelpDialog keys={[]} />
    </>
  );
}

function Sheets({ life }: { life: RulesLife }) {
  if (life.sheets.length === 0) return null;
  return (
    <section aria-label="Fiches de contrôle" className="grid gap-2">
      <h2 className="text-l font-strong">Fiches de contrôle</h2>
      <ul className="grid">
        {life.sheets.map(({ sheetId, number, madeBy, madeAt, state, refusal }) => (
          <li key={sheetId} className="flex flex-wrap items-center gap-x-3 border-b border-line">
            <Link href={`/expertise/sheets/${sheetId}`} className="inline-flex min-h-touch items-center text-action underline">
              {number}
            </Link>
            <span>
              {madeBy}, {formatInstant(madeAt)}, <b className="font-semibold">{sheetStateWords(state)}</b>
              {refusal && ` par ${refusal.name} : ${refusal.reason}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Version({ version, life, onDone }: { version: RulesLife['versions'][number]; life: RulesLife; onDone: () => void }) {
  const { origin, restores, restoreReason, approval, sheetId } = version;
  return (
    <li className="grid gap-1 border-b border-line pb-3">
      <p>
        <b className="font-strong">Version {version.version}</b>, <b className="font-semibold">{versionStateWords(version.state)}</b>,{' '}
        {plural(version.ruleCount, 'règle', 'règles')}, à partir du {formatInstant(version.inForceFrom)}
      </p>
      <p className="text-ink-2">
        {origin === 'shipped' && 'Jeu livré avec Relais. '}
        {origin === 'draft' && `Écrite par ${version.author}. `}
        {origin === 'restored' && `Retour à la version ${restores ?? '?'} : ${restoreReason}. `}
        {approval ? `Approuvée par ${approval.name}, le ${formatInstant(approval.at)}. ` : 'Non approuvée : elle informe seulement. '}
        {sheetId && (
          <Link href={`/expertise/sheets/${sheetId}`} className="inline-flex min-h-touch items-center text-action underline">
            Fiche de contrôle
          </Link>
        )}
      </p>
      <p className="figures text-s break-all text-ink-3">Empreinte {version.contentHash}</p>
      {version.mayRestore && life.mayApprove && <RestoreButton version={version} life={life} onDone={onDone} />}
    </li>
  );
}

function Suspensions({ life }: { life: RulesLife }) {
  if (life.suspensions.length === 0) return null;
  return (
    <section aria-label="Suspensions" className="grid gap-2">
      <h2 className="text-l font-strong">Suspensions</h2>
      <ul className="list-disc pl-5">
        {life.suspensions.map(({ at, by, reason, liftedAt, liftedBy }) => (
          <li key={at.toISOString()}>
            Du {formatInstant(at)} {liftedAt ? `au ${formatInstant(liftedAt)} (${liftedBy})` : 'à maintenant'}, par {by} : {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
