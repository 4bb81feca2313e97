'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { formatCalendarDate, formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { DeskBar } from '../../_desk/desk-bar';
import { PrintButton } from '../../_desk/print-button';
import { agreementTitle, STANDING_WORDS } from '../../_logic/agreement-words';
import type { AgreementList } from '../../_logic/types';
import { AgreementDialog } from './agreement-dialog';
import { EndDialog } from './end-dialog';

type Agreement = AgreementList['agreements'][number];

/** What holds between each two entities today, and every agreement that there ever was. */
export function AgreementsScreen() {
  const trpc = useTRPC();
  const { data, isError, isPending, refetch } = useQuery(trpc.agreement.list.queryOptions());
  const [isNew, setNew] = useState(false);
  const [ending, setEnding] = useState<Agreement | null>(null);
  const names = new Map(data?.entities.map(({ id, name }) => [id, name]));
  const done = () => {
    setNew(false);
    setEnding(null);
    void refetch();
  };
  return (
    <>
      <DeskBar title="Conventions entre établissements">
        <div data-print="no" className="contents">
          {data?.mayManage && data.entities.length > 1 && <Button onClick={() => setNew(true)}>Enregistrer une convention</Button>}
          <PrintButton />
        </div>
      </DeskBar>
      {isError && <ErrorLine sentence="Les conventions n’ont pas pu être lues." onRetry={() => void refetch()} />}
      {isPending && <LoadingLine what="Lecture des conventions…" />}
      {data && data.entities.length < 2 && (
        <EmptyState title="Un seul établissement">Rien à convenir : les antériorités d’un même établissement se lisent toujours.</EmptyState>
      )}
      {data && data.entities.length > 1 && (
        <main className="grid flex-1 content-start gap-5 bg-surface px-4 py-4 desk:px-6">
          <section aria-label="Aujourd’hui">
            <h2 className="text-l font-strong">Aujourd’hui</h2>
            <ul>
              {data.pairs.map(({ one, other, standing }) => (
                <li key={`${one} ${other}`} className="border-t border-line py-2">
                  <b className="font-strong">
                    {names.get(one)} et {names.get(other)}
                  </b>
                  <span className="block">{STANDING_WORDS[standing]}</span>
                </li>
              ))}
            </ul>
          </section>
          <section aria-label="Toutes les conventions">
            <h2 className="text-l font-strong">Toutes les conventions</h2>
            {data.agreements.length === 0 && <p className="text-ink-2">Aucune n’a été enregistrée.</p>}
            <ol>
              {data.agreements.map((agreement) => (
                <li key={agreement.id} className="border-t border-line py-2">
                  <b className="font-strong">{agreementTitle(agreement)}</b>
                  <span className="block text-s text-ink-2">
                    Signée le {formatCalendarDate(agreement.signedOn)} : pour {names.get(agreement.one)}, {agreement.signedForOne} ; pour{' '}
                    {names.get(agreement.other)}, {agreement.signedForOther}. Enregistrée le {formatInstant(agreement.madeAt)} par {agreement.madeByName}.
                  </span>
                  {agreement.endedAt && (
                    <span className="block text-s">
                      Terminée le {formatInstant(agreement.endedAt)} par {agreement.endedByName} : {agreement.endReason}
                    </span>
                  )}
                  {data.mayManage && agreement.endedAt === null && (
                    <span className="mt-2 block" data-print="no">
                      <Button onClick={() => setEnding(agreement)}>Mettre fin</Button>
                    </span>
                  )}
                </li>
              ))}
            </ol>
          </section>
        </main>
      )}
      {isNew && data && <AgreementDialog entities={data.entities} onClose={() => setNew(false)} onDone={done} />}
      {ending && <EndDialog agreement={ending} onClose={() => setEnding(null)} onDone={done} />}
      <HelpDialog keys={[]} />
    </>
  );
}
