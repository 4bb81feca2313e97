'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { formatNumber } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ButtonLink } from '../../../../_ui/button-link';
import { ErrorLine } from '../../../../_ui/error-line';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { Select } from '../../../../_ui/select';
import { useNow } from '../../../../_ui/use-now';
import { DeskBar } from '../../_desk/desk-bar';
import { LinkState } from '../../_desk/link-state';
import { useLiveRefetch } from '../../_desk/use-live-refetch';
import { lineOnScreen } from '../../_logic/line-on-screen';
import { kindTitle, totalWords } from '../../_logic/repair-words';
import type { DeskLine } from '../../_logic/types';
import { RepairDetail } from './repair-detail';
import { RepairQueue } from './repair-queue';
import { ReplayPanel } from './replay-panel';

const ALL = { value: '', label: 'Tous' };

/** What is stuck on the left, the message and the one right act beside it. */
export function RepairScreen({ serverNow, chosen: asked }: { serverNow: string; chosen: string | null }) {
  const trpc = useTRPC();
  const now = useNow(serverNow, 10_000);
  const [kind, setKind] = useState('');
  const [laboratoryId, setLaboratoryId] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(asked);
  const desk = useQuery(trpc.repair.desk.queryOptions(undefined, { trpc: { context: { background: true } }, refetchInterval: 30_000, networkMode: 'always' }));
  const refetch = () => void desk.refetch();
  useLiveRefetch(['exchanges'], refetch);
  const all = desk.data?.items ?? [];
  const items = all.filter((item) => (kind === '' || item.kind === kind) && (laboratoryId === '' || item.laboratoryId === laboratoryId));
  const [held, setHeld] = useState<DeskLine | null>(null);
  const { line: chosen, isGone } = lineOnScreen(items, all, held, chosenId);
  if (chosen && chosen !== held) setHeld(chosen);
  const filterBy = (set: (value: string) => void) => (event: { target: { value: string } }) => {
    set(event.target.value);
    setChosenId(null);
    setHeld(null);
  };
  const step = (by: 1 | -1) => {
    const next = items[items.findIndex((item) => item.id === chosen?.id) + by];
    if (!next) return;
    setChosenId(next.id);
    document.getElementById(`reparer-${next.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <>
      <LinkState readAt={desk.data?.at ?? null} now={now} onRetry={refetch} />
      <DeskBar
        title="À réparer"
        subtitle={
          desk.data &&
          `${totalWords(desk.data.total)}${desk.data.isCut ? `, les ${formatNumber(all.length)} plus anciennes sont montrées` : '\u202f; rien n’est perdu'}`
        }
      >
        <ButtonLink href="/exchanges/repair/identities">Identités à rattacher</ButtonLink>
        <Button onClick={refetch} kbd="r">
          Relire
        </Button>
      </DeskBar>
      {desk.isError && <ErrorLine sentence="La liste n’a pas pu être lue. Ce qui est affiché date de la dernière lecture." onRetry={refetch} />}
      <main className="grid flex-1 content-start bg-surface tablet:grid-cols-[17.5rem_minmax(0,1fr)]">
        {desk.data && <ReplayPanel laboratories={desk.data.laboratories} now={now} today={desk.data.today} onMoved={refetch} />}
        <section aria-label="Liste à réparer" className="border-line bg-paper max-tablet:border-b tablet:border-r" data-print="no">
          <div className="grid gap-2 border-b border-line px-4 py-3">
            <Select
              label="Problème"
              value={kind}
              onChange={filterBy(setKind)}
              options={[ALL, ...[...new Set(all.map((item) => item.kind))].map((one) => ({ value: one, label: kindTitle(one) }))]}
            />
            <Select
              label="Laboratoire"
              value={laboratoryId}
              onChange={filterBy(setLaboratoryId)}
              options={[ALL, ...(desk.data?.laboratories ?? []).map((laboratory) => ({ value: laboratory.id, label: laboratory.name }))]}
            />
          </div>
          <RepairQueue items={items} laboratories={desk.data?.laboratories ?? []} chosenId={chosen?.id ?? null} now={now} onChoose={setChosenId} />
        </section>
        {desk.data && asked !== null && chosenId === asked && chosen?.id !== asked && (
          <p role="status" className="border-l-4 border-action px-5 py-3 tablet:col-span-2 tablet:row-start-1">
            Le point de l’alarme n’attend plus{'\u202f'}: il a été réparé ou écarté entre-temps.
          </p>
        )}
        {!desk.data && !desk.isError && <LoadingLine what="Lecture de ce qui attend…" />}
        {desk.data && !chosen && (
          <p className="px-5 py-6 text-ink-2">
            {all.length === 0 ? 'Rien à réparer : tout ce qui a été reçu est entré et adressé.' : 'Rien ne répond à ces filtres.'}
          </p>
        )}
        {chosen && (
          <RepairDetail
            key={chosen.id}
            line={chosen}
            laboratory={desk.data?.laboratories.find(({ id }) => id === chosen.laboratoryId) ?? null}
            now={now}
            takesFocus={chosenId !== null}
            isGone={isGone}
            onNext={items[0] ? () => setChosenId(items[0]?.id ?? null) : null}
            onMended={refetch}
          />
        )}
      </main>
      <HelpDialog
        keys={[
          { key: 'j', label: 'problème suivant', run: () => step(1) },
          { key: 'k', label: 'problème précédent', run: () => step(-1) },
          { key: 'r', label: 'relire la liste', run: refetch },
        ]}
      />
    </>
  );
}
