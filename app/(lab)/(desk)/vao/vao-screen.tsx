'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import { HelpDialog } from '../../../_ui/help-dialog';
import { LoadingLine } from '../../../_ui/loading-line';
import { DeskBar } from '../_desk/desk-bar';
import { PrintButton } from '../_desk/print-button';
import { standingWords } from '../_logic/vao-words';
import { AcceptDialog } from './accept-dialog';
import { AcceptanceList } from './acceptance-list';
import { LatelySection } from './lately-section';
import { SampleSection } from './sample-section';
import { SwitchSection } from './switch-section';

/** The page « Validation automatique ». */
export function VaoScreen() {
  const trpc = useTRPC();
  const state = useQuery(trpc.autoverification.state.queryOptions(undefined, { refetchInterval: 10_000 }));
  const [accepting, setAccepting] = useState(false);
  const reload = () => void state.refetch();
  const data = state.data;
  const isOnDuty = data?.laboratories.some(({ sites }) => sites.some(({ ownUntil }) => ownUntil !== null)) ?? false;
  return (
    <>
      <DeskBar title="Validation automatique" subtitle={data && standingWords(data)}>
        <div data-print="no" className="contents">
          {data?.mayAccept && (
            <Button variant="primary" closed={!isOnDuty && 'vous n’êtes pas de garde'} onClick={() => setAccepting(true)}>
              Accepter pour ma garde
            </Button>
          )}
          <PrintButton />
        </div>
      </DeskBar>
      {state.isError && <ErrorLine sentence="L’état de la validation automatique n’a pas pu être lu." onRetry={reload} />}
      {state.isPending && <LoadingLine what="Lecture…" />}
      {data && (
        <main className="grid flex-1 content-start gap-6 bg-surface px-4 py-4 desk:px-6">
          <SwitchSection state={data} onDone={reload} />
          <AcceptanceList acceptances={data.acceptances} onDone={reload} />
          <LatelySection lately={data.lately} />
          <SampleSection mayLook={data.mayAccept} />
        </main>
      )}
      {data && accepting && <AcceptDialog state={data} onClose={() => setAccepting(false)} onDone={reload} />}
      <HelpDialog keys={[]} />
    </>
  );
}
