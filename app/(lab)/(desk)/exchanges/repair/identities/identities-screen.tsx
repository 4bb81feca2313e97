'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../../_client/trpc';
import { plural } from '../../../../../_text/format';
import { Button } from '../../../../../_ui/button';
import { ButtonLink } from '../../../../../_ui/button-link';
import { ErrorLine } from '../../../../../_ui/error-line';
import { HelpDialog } from '../../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../../_ui/loading-line';
import { useNow } from '../../../../../_ui/use-now';
import { DeskBar } from '../../../_desk/desk-bar';
import { useLiveRefetch } from '../../../_desk/use-live-refetch';
import { IdentityDetail } from './identity-detail';
import { UnsureList } from './unsure-list';

/** What has no sure identity on the left, the identity received beside those that it may be on the right. */
export function IdentitiesScreen({ serverNow }: { serverNow: string }) {
  const trpc = useTRPC();
  const now = useNow(serverNow, 10_000);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const list = useQuery(trpc.attach.dossiers.queryOptions(undefined, { trpc: { context: { background: true } }, refetchInterval: 30_000 }));
  const refetch = () => void list.refetch();
  useLiveRefetch(['exchanges'], refetch);
  const all = list.data?.dossiers ?? [];
  const open = all.filter(({ attachmentId }) => attachmentId === null);
  const chosen = all.find(({ dossierId }) => dossierId === chosenId) ?? all[0];
  const step = (by: 1 | -1) => {
    const next = all[all.findIndex(({ dossierId }) => dossierId === chosen?.dossierId) + by];
    if (!next) return;
    setChosenId(next.dossierId);
    document.getElementById(`rattacher-${next.dossierId}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <>
      <DeskBar
        title="Identités à rattacher"
        subtitle={list.data && `${plural(open.length, 'dossier', 'dossiers')} sans identité sûre, soixante jours ; rien n’est rattaché seul`}
      >
        <ButtonLink href="/exchanges/repair">À réparer</ButtonLink>
        <Button onClick={refetch} kbd="r">
          Relire
        </Button>
      </DeskBar>
      {list.isError && <ErrorLine sentence="La liste n’a pas pu être lue. Ce qui est affiché date de la dernière lecture." onRetry={refetch} />}
      <main className="grid flex-1 content-start bg-surface tablet:grid-cols-[17.5rem_minmax(0,1fr)]">
        <section aria-label="Dossiers sans identité sûre" className="border-line bg-paper max-tablet:border-b tablet:border-r" data-print="no">
          <UnsureList dossiers={all} chosenId={chosen?.dossierId ?? null} now={now} onChoose={setChosenId} />
        </section>
        {!list.data && !list.isError && <LoadingLine what="Lecture de ce qui attend…" />}
        {list.data && !chosen && <p className="px-5 py-6 text-ink-2">Rien à rattacher : tous les dossiers reçus ont une identité sûre.</p>}
        {chosen && (
          <IdentityDetail key={`${chosen.dossierId} ${chosen.attachmentId ?? ''}`} dossier={chosen} takesFocus={chosenId !== null} onChanged={refetch} />
        )}
      </main>
      <HelpDialog
        keys={[
          { key: 'j', label: 'dossier suivant', run: () => step(1) },
          { key: 'k', label: 'dossier précédent', run: () => step(-1) },
          { key: 'r', label: 'relire la liste', run: refetch },
        ]}
      />
    </>
  );
}
