'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useLive } from '../_client/live';
import { useTRPC } from '../_client/trpc';
import { formatInstant } from '../_text/format';
import { Button } from '../_ui/button';
import { noticeLink, noticeSentence } from './notice-words';

/**
 * What nobody may miss, in a strip above the page until this person has said « Vu »: one line at a time, newest first, so that the page below keeps its height.
 * Nothing at all while there is nothing; a strip that cannot be read hides no page.
 */
export function SecurityStrip({ offersPages }: { offersPages: boolean }) {
  const trpc = useTRPC();
  const urgent = useQuery(trpc.security.urgent.queryOptions(undefined, { trpc: { context: { background: true } } }));
  const see = useMutation(trpc.security.see.mutationOptions({ onSettled: () => urgent.refetch() }));
  useLive(['security'], () => void urgent.refetch());
  const [notice, ...others] = urgent.data?.items ?? [];
  if (!notice) return null;
  const link = offersPages ? noticeLink(notice.kind) : null;
  return (
    <section aria-label="Alerte de sécurité" data-print="no" className="shrink-0 border-b border-line-strong border-l-[6px] border-l-critical bg-critical-soft">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5 desk:px-6">
        <p role="alert" className="min-w-0 flex-1 basis-72">
          <b className="font-strong">▲ {noticeSentence(notice)}</b>{' '}
          <time dateTime={notice.createdAt.toISOString()} className="figures whitespace-nowrap text-ink-2">
            {formatInstant(notice.createdAt)}
          </time>
        </p>
        {others.length > 0 && <span className="text-s">{`et ${others.length} de plus`}</span>}
        {link && (
          <Link
            href={link}
            prefetch={false}
            className="inline-flex min-h-touch min-w-touch items-center justify-center font-medium text-action underline underline-offset-[3px]"
          >
            Voir
          </Link>
        )}
        <Button onClick={() => see.mutate({ noticeIds: [notice.id] })} pending={see.isPending}>
          Vu
        </Button>
      </div>
    </section>
  );
}
