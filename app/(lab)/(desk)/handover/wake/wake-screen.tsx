'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../../../../_client/trpc';
import { formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { useNow } from '../../../../_ui/use-now';
import { DeskBar } from '../../_desk/desk-bar';
import { LinkState } from '../../_desk/link-state';
import type { WakeView } from '../../_logic/types';
import { attemptSteps, reasonWords } from '../../_logic/wake-words';
import { useDutyAct } from '../../duty/use-roster';
import { PolicyForm } from './policy-form';
import { usePush } from './use-push';

const READ_EVERY_MS = 10_000;

/** The written policy site by site, the devices that ring, a trial, and every waking with what became of it. */
export function WakeScreen({ serverNow }: { serverNow: string }) {
  const now = useNow(serverNow, 10_000);
  const trpc = useTRPC();
  const query = useQuery(trpc.wake.mine.queryOptions(undefined, { refetchInterval: READ_EVERY_MS, trpc: { context: { background: true } } }));
  const refetch = () => void query.refetch();
  const { data } = query;
  return (
    <>
      <LinkState readAt={query.dataUpdatedAt ? new Date(query.dataUpdatedAt) : null} now={now} onRetry={refetch} />
      <DeskBar title="Réveil de nuit" subtitle="Ce qui peut vous réveiller, et comment" />
      {query.isError && <ErrorLine sentence="Votre consigne n’a pas pu être lue." onRetry={refetch} />}
      <main className="grid flex-1 content-start gap-6 bg-surface px-4 py-4 desk:px-6">
        {!data && !query.isError && <LoadingLine what="Lecture de votre consigne…" />}
        {data && data.policies.length === 0 && <EmptyState title="Aucun site ne vous est confié." />}
        {data && data.policies.length > 0 && (
          <>
            <Devices view={data} onDone={refetch} />
            <PolicyForm policies={data.policies} onDone={refetch} />
            <Attempts view={data} />
          </>
        )}
      </main>
      <HelpDialog keys={[{ key: 'r', label: 'relire', run: refetch }]} />
    </>
  );
}

function Devices({ view, onDone }: { view: WakeView; onDone: () => void }) {
  const client = useTRPCClient();
  const { add, trouble } = usePush(view.publicKey);
  const { act, problem, pending } = useDutyAct(onDone);
  const [site] = view.policies;
  const isHere = view.devices.some((device) => device.isHere);
  return (
    <section aria-label="Appareils qui sonnent" className="grid gap-2">
      <h2 className="font-strong">Appareils qui sonnent</h2>
      {view.devices.length === 0 && <p className="text-ink-2">Aucun appareil ne sonne pour vous : ce qui doit vous réveiller part par SMS, aussitôt.</p>}
      <ul>
        {view.devices.map((device) => (
          <li key={device.id} className="flex flex-wrap items-center justify-between gap-x-3 border-b border-line">
            <span>
              <b className="font-strong">{device.isHere ? 'Cet appareil' : 'Un autre appareil'}</b>, par {device.host}, jusqu’au{' '}
              <span className="figures">{formatInstant(device.until)}</span>
              {device.lastPushedAt && <span className="text-ink-2">, dernière notification {formatInstant(device.lastPushedAt)}</span>}
            </span>
            <Button closed={pending} onClick={() => void act(() => client.wake.endDevice.mutate({ deviceId: device.id }))}>
              Retirer
            </Button>
          </li>
        ))}
      </ul>
      {(trouble ?? problem) && <ErrorLine sentence={trouble ?? problem ?? ''} />}
      <div className="flex flex-wrap gap-2">
        <Button variant={isHere ? undefined : 'primary'} pending={pending} onClick={() => void act(add)}>
          {isHere ? 'Renouveler sur cet appareil' : 'Me réveiller sur cet appareil'}
        </Button>
        {site && (
          <Button closed={pending} onClick={() => void act(() => client.wake.try.mutate({ siteId: site.siteId }))}>
            Essayer maintenant
          </Button>
        )}
      </div>
      <p className="max-w-[80ch] text-s text-ink-2">
        La notification dit seulement « Relais : une décision vous attend ». Elle sonne aussi quand l’écran s’est verrouillé seul, et s’éteint quand vous vous
        déconnectez ou après seize heures.
      </p>
    </section>
  );
}

function Attempts({ view }: { view: WakeView }) {
  return (
    <section aria-label="Réveils passés">
      <h2 className="mb-1 font-strong">Réveils passés</h2>
      {view.attempts.length === 0 && <p className="text-ink-2">Rien ne vous a encore réveillé.</p>}
      <ul>
        {view.attempts.map((attempt) => (
          <li key={attempt.id} className="flex flex-wrap gap-x-3 border-b border-line py-1.5">
            <span className="figures">{formatInstant(attempt.askedAt)}</span>
            <b className="font-strong">{reasonWords(attempt.reason)}</b>
            <span className="text-ink-2">{attempt.site}</span>
            <span className={attempt.state === 'failed' ? 'text-critical' : ''}>
              {attempt.state === 'failed' && '▲ rien n’a pu partir : '}
              {attemptSteps(attempt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
