'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../../_client/trpc';
import { plural } from '../../../../../_text/format';
import { Button } from '../../../../../_ui/button';
import { ButtonLink } from '../../../../../_ui/button-link';
import { ErrorLine } from '../../../../../_ui/error-line';
import { HelpDialog } from '../../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../../_ui/loading-line';
import { Select } from '../../../../../_ui/select';
import { useNow } from '../../../../../_ui/use-now';
import { DeskBar } from '../../../_desk/desk-bar';
import { LinkState } from '../../../_desk/link-state';
import { useLiveRefetch } from '../../../_desk/use-live-refetch';
import { leftOutWords, nothingWords } from '../../../_logic/attach-words';
import { IdentityDetail } from './identity-detail';
import { UnsureList } from './unsure-list';

/** What has no sure identity on the left, the identity received beside those that it may be on the right. */
export function IdentitiesScreen({ serverNow, chosen: asked }: { serverNow: string; chosen: string | null }) {
  const trpc = useTRPC();
  const now = useNow(serverNow, 10_000);
  const [chosenId, setChosenId] = useState<string | null>(asked);
  const [older, setOlder] = useState(false);
  const list = useQuery(
    trpc.attach.dossiers.queryOptions(
      { older },
      { trpc: { context: { background: true } }, refetchInterval: 30_000, networkMode: 'always', placeholderData: keepPreviousData },
    ),
  );
  const refetch = () => void list.refetch();
  useLiveRefetch(['exchanges'], refetch);
  const all = list.data?.dossiers ?? [];
  const open = all.filter(({ attachmentId }) => attachmentId === null);
  const found = all.find(({ dossierId }) => dossierId === chosenId);
  // Where a dossier was asked for by name, another one never stands in its place.
  const isMissing = list.data !== undefined && !list.isPlaceholderData && chosenId !== null && chosenId === asked && !found;
  const chosen = found ?? (isMissing ? undefined : all[0]);
  const step = (by: 1 | -1) => {
    const next = all[all.findIndex(({ dossierId }) => dossierId === chosen?.dossierId) + by];
    if (!next) return;
    setChosenId(next.dossierId);
    document.getElementById(`rattacher-${next.dossierId}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <>
      <LinkState readAt={list.data?.at ?? null} now={now} onRetry={refetch} />
      <DeskBar
        title="Identités à rattacher"
        subtitle={
          list.data && `${plural(open.length, 'dossier', 'dossiers')} sans identité sûre${older ? '' : ', soixante jours'}\u202f; rien n’est rattaché seul`
        }
      >
        <ButtonLink href="/exchanges/repair">À réparer</ButtonLink>
        <Button onClick={refetch} kbd="r">
          Relire
        </Button>
      </DeskBar>
      {list.isError && <ErrorLine sentence="La liste n’a pas pu être lue. Ce qui est affiché date de la dernière lecture." onRetry={refetch} />}
      <main className="grid flex-1 content-start bg-surface tablet:grid-cols-[17.5rem_minmax(0,1fr)]">
        <section aria-label="Dossiers sans identité sûre" className="border-line bg-paper max-tablet:border-b tablet:border-r" data-print="no">
          <div className="border-b border-line px-4 py-2">
            <Select
              label="Reçus"
              value={older ? 'all' : 'recent'}
              onChange={(event) => setOlder(event.target.value === 'all')}
              options={[
                { value: 'recent', label: 'depuis soixante jours' },
                { value: 'all', label: 'depuis toujours' },
              ]}
            />
            {list.data && <p className="pt-1 text-s text-ink-2">{leftOutWords(list.data)}</p>}
          </div>
          <UnsureList dossiers={all} chosenId={chosen?.dossierId ?? null} now={now} onChoose={setChosenId} />
        </section>
        {!list.data && !list.isError && <LoadingLine what="Lecture de ce qui attend…" />}
        {list.data && !chosen && !isMissing && <p className="px-5 py-6 text-ink-2">{nothingWords(list.data, older)}</p>}
        {isMissing && (
          <div className="grid content-start gap-3 px-5 py-6">
            <p role="status" className="max-w-prose">
              Ce dossier n’est pas dans la liste{'\u202f'}: son identité est devenue sûre, elle est cachée ou anonyme et le reste, ou{' '}
              {older ? 'il n’est pas à vous' : 'il a plus de soixante jours'}.
            </p>
            <p className="flex flex-wrap gap-2">
              {!older && <Button onClick={() => setOlder(true)}>Chercher parmi les plus anciens</Button>}
              {all[0] && <Button onClick={() => setChosenId(null)}>Voir ce qui attend</Button>}
            </p>
          </div>
        )}
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
