'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { NOTICE_WORDS, noticeSentence } from '../../../_security/notice-words';
import type { Envelope, NoticeKind, SecurityNotice } from '../../../_security/types';
import { formatInstant, formatMoment } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Checkbox } from '../../../_ui/checkbox';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { HelpDialog } from '../../../_ui/help-dialog';
import { LoadingLine } from '../../../_ui/loading-line';
import { Select } from '../../../_ui/select';
import { useNow } from '../../../_ui/use-now';
import { DeskBar } from '../_desk/desk-bar';
import { useLiveRefetch } from '../_desk/use-live-refetch';
import { EmergencyPanel } from './emergency-panel';
import { EnvelopeSheet } from './envelope-sheet';

const KINDS = Object.entries(NOTICE_WORDS).map(([value, label]) => ({ value, label }));

/** The history of what this person was warned of, newest first; beside it the state of the emergency account. */
export function SecurityScreen({ serverNow, may }: { serverNow: string; may: { readEmergency: boolean; seal: boolean } }) {
  const trpc = useTRPC();
  const now = useNow(serverNow, 30_000);
  const [kind, setKind] = useState<NoticeKind | ''>('');
  const [envelope, setEnvelope] = useState<Envelope | null>(null);
  const [unseenOnly, setUnseenOnly] = useState(false);
  const [before, setBefore] = useState<readonly string[]>([]);
  const list = useQuery(trpc.security.list.queryOptions({ kinds: kind === '' ? null : [kind], unseenOnly, before: before.at(-1) ?? null }));
  const see = useMutation(trpc.security.see.mutationOptions({ onSettled: () => list.refetch() }));
  useLiveRefetch(['security'], () => void list.refetch());
  const items = list.data?.items ?? [];
  const unseen = items.filter((item) => item.seenAt === null).map((item) => item.id);
  const next = list.data?.next ?? null;
  // Alone on the page, so that it is alone on the paper.
  if (envelope) return <EnvelopeSheet envelope={envelope} now={now} onClose={() => setEnvelope(null)} />;
  return (
    <>
      <DeskBar title="Alertes" subtitle="ce dont vous avez été averti, les plus récentes en tête">
        <Button onClick={() => see.mutate({ noticeIds: unseen })} pending={see.isPending} closed={unseen.length === 0}>
          Tout marquer comme vu
        </Button>
      </DeskBar>
      <main className={`grid flex-1 content-start bg-surface ${may.readEmergency ? 'desk:grid-cols-[minmax(0,1fr)_25rem]' : ''}`}>
        <section aria-label="Alertes" className="min-w-0" aria-busy={list.isPlaceholderData}>
          <div className="flex flex-wrap items-end gap-4 border-b border-line px-4 py-3 desk:px-6" data-print="no">
            <Select
              label="Nature"
              value={kind}
              placeholder="Toutes"
              options={KINDS}
              onChange={(event) => {
                setKind(event.target.value as NoticeKind | '');
                setBefore([]);
              }}
            />
            <Checkbox label="Non vues seulement" checked={unseenOnly} onChange={(event) => setUnseenOnly(event.target.checked)} />
          </div>
          {list.isError && <ErrorLine sentence="Les alertes n’ont pas pu être lues." onRetry={() => void list.refetch()} />}
          {!list.data && !list.isError && <LoadingLine what="Lecture des alertes…" />}
          {list.data && items.length === 0 && <EmptyState title="Aucune alerte.">{unseenOnly && 'Tout a été vu.'}</EmptyState>}
          <ul>
            {items.map((notice) => (
              <NoticeLine key={notice.id} notice={notice} now={now} onSee={() => see.mutate({ noticeIds: [notice.id] })} />
            ))}
          </ul>
          {(next !== null || before.length > 0) && (
            <nav aria-label="Pages" className="flex items-center justify-between gap-3 px-4 py-3 desk:px-6" data-print="no">
              <Button onClick={() => setBefore(before.slice(0, -1))} closed={before.length === 0}>
                Plus récentes
              </Button>
              <Button onClick={() => next !== null && setBefore([...before, next])} closed={next === null}>
                Plus anciennes
              </Button>
            </nav>
          )}
        </section>
        {may.readEmergency && <EmergencyPanel maySeal={may.seal} onSealed={setEnvelope} />}
      </main>
      <HelpDialog keys={[]} />
    </>
  );
}

function NoticeLine({ notice, now, onSee }: { notice: SecurityNotice; now: Date; onSee: () => void }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 desk:px-6">
      <div className="min-w-0 flex-1 basis-72">
        <p className={notice.seenAt === null ? 'font-strong' : ''}>{noticeSentence(notice)}</p>
        <p className="text-s text-ink-2">
          {NOTICE_WORDS[notice.kind]},{' '}
          <time dateTime={notice.createdAt.toISOString()} className="figures">
            {formatInstant(notice.createdAt)}
          </time>
        </p>
      </div>
      {notice.seenAt === null ? <Button onClick={onSee}>Vu</Button> : <span className="text-s text-ink-2">{`vue ${formatMoment(notice.seenAt, now)}`}</span>}
    </li>
  );
}
