'use client';

import { useState } from 'react';
import { keepIntents, type PackState, timeOfPack, wipePack } from '../../../_client/pack-keeper';
import type { PreparedIntent } from '../../../_client/pack-types';
import { trpcClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { EmptyState } from '../../../_ui/empty-state';
import { LinkLost } from '../../../_ui/link-lost';
import { LockButton } from '../../../_ui/lock-button';
import { TabletFrame } from '../../../_ui/tablet-frame';
import { useDeviceClock } from '../../../_ui/use-device-clock';
import { GardeList } from './garde-list';
import { GardeOverview } from './garde-overview';
import { KeptCard } from './kept-card';
import { useReturn } from './use-return';

export interface GardeScreenProps {
  state: PackState;
  /** Whether the server answers now. */
  isLinked: boolean;
  onRetry: () => void;
  /** Back to what is read from the server. */
  leave: { label: string; run: () => void };
  /** Opens a dossier as the server has it. */
  onReread: (dossierId: string) => void;
}

/** The dossiers that the tablet carried away, what was prepared on them, and their way back. Nothing here is called decided before the server has said so. */
export function GardeScreen({ state, isLinked, onRetry, leave, onReread }: GardeScreenProps) {
  const [dossierId, setDossierId] = useState<string | null>(null);
  const [isListOpen, setListOpen] = useState(false);
  const [isEmptying, setEmptying] = useState(false);
  const sending = useReturn(state);
  useDeviceClock(1_000);
  const { content, header, intents } = state;
  if (!content || !header)
    return (
      <main className="h-full bg-surface">
        <EmptyState title="Rien n’est plus emporté sur cette tablette.">
          <p className="mb-3">Le délai est passé, la tablette a été vidée, ou la session a été fermée. Rien n’a été décidé ici.</p>
          <Button variant="primary" size="large" onClick={leave.run}>
            {leave.label}
          </Button>
        </EmptyState>
      </main>
    );
  const now = timeOfPack(header.clock);
  const open = (next: string | null) => {
    setListOpen(false);
    setDossierId(next);
  };
  const remove = (intent: PreparedIntent) => void keepIntents(intents.filter(({ id }) => id !== intent.id));
  const prepared = (intent: PreparedIntent) => {
    // One wish a dossier: the new one is in the place of the old.
    void keepIntents([...intents.filter((other) => other.dossierId !== intent.dossierId), intent]);
    setDossierId(null);
  };
  const empty = () => {
    setEmptying(false);
    // Said to the server if it can hear it; the tablet is emptied in any case.
    void trpcClient.pack.end.mutate({ packId: header.packId }).catch(() => undefined);
    void wipePack();
  };
  return (
    <div data-sheet="" className="h-full">
      <TabletFrame
        listOpen={isListOpen}
        banner={
          isLinked ? (
            <div role="status" className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b-[3px] border-fresh bg-fresh-soft px-4 py-2">
              <p>
                <b className="text-l font-strong">La liaison est là.</b>{' '}
                {intents.length > 0
                  ? 'Rendez ce que vous avez préparé : rien n’en est décidé encore.'
                  : 'Les dossiers emportés sont une copie ; la liste est à jour.'}
              </p>
              <Button onClick={leave.run}>{leave.label}</Button>
            </div>
          ) : (
            <LinkLost lastContactAt={new Date(header.clock.heardAt).toISOString()} now={now} onRetry={onRetry} />
          )
        }
        list={<GardeList content={content} intents={intents} current={dossierId} now={now} onOpen={open} lock={<LockButton name={content.name} />} />}
        folded={
          <div className="flex gap-2 border-b border-line-strong bg-paper px-4 py-1.5">
            <Button onClick={() => setListOpen(!isListOpen)}>{isListOpen ? 'Fermer la liste' : `Dossiers emportés : ${content.entries.length}`}</Button>
            {dossierId !== null && <Button onClick={() => open(null)}>Vos intentions : {intents.length}</Button>}
            <LockButton name={content.name} />
          </div>
        }
      >
        {dossierId === null ? (
          <GardeOverview
            state={{ ...state, content }}
            sending={sending}
            isLinked={isLinked}
            now={now}
            onOpen={open}
            onReread={onReread}
            onRemove={remove}
            onEmpty={() => setEmptying(true)}
          />
        ) : (
          <KeptCard
            key={dossierId}
            dossierId={dossierId}
            content={content}
            intent={intents.find((intent) => intent.dossierId === dossierId)}
            now={now}
            onOpen={open}
            onPrepared={prepared}
            onRemove={remove}
          />
        )}
      </TabletFrame>
      <Dialog
        open={isEmptying}
        title="Vider la tablette"
        onClose={() => setEmptying(false)}
        footer={
          <Button variant="primary" onClick={empty}>
            Vider
          </Button>
        }
      >
        <p>
          Les dossiers emportés{intents.length > 0 ? ' et ce que vous avez préparé' : ''} sont effacés de cette tablette. Rien n’est décidé ; tout reste au
          laboratoire.
        </p>
      </Dialog>
    </div>
  );
}
