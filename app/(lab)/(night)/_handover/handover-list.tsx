'use client';

import { useQuery } from '@tanstack/react-query';
import { useLive } from '../../../_client/live';
import { useTRPC } from '../../../_client/trpc';
import { formatTime, plural } from '../../../_text/format';
import { ButtonLink } from '../../../_ui/button-link';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { GroupTitle } from '../../../_ui/tablet-frame';

const POLL_MS = 30_000;

/** Who answers and what is offered, for the list; live. */
export function useHandovers() {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.handover.state.queryOptions(undefined, { refetchInterval: POLL_MS, networkMode: 'always', trpc: { context: { background: true } } }),
  );
  useLive(['duty'], () => void query.refetch());
  return query;
}

/** « Relève »: of which sites she answers, what waits for her answer, and the way to the page where it is done. */
export function HandoverList({ handovers }: { handovers: ReturnType<typeof useHandovers> }) {
  const { data, isError } = handovers;
  if (isError) return <ErrorLine sentence="La relève n’a pas pu être lue de nouveau." onRetry={() => void handovers.refetch()} />;
  if (!data) return <LoadingLine what="Lecture de la relève…" />;
  const toAnswer = data.open.filter(({ to }) => to.id === data.ownId);
  const offered = data.open.filter(({ from }) => from.id === data.ownId);
  return (
    <>
      {toAnswer.length > 0 && (
        <section aria-label="À accepter">
          <GroupTitle title="À accepter ou décliner" count={toAnswer.length} urgent />
          {toAnswer.map((offer) => (
            <div key={offer.id} className="grid gap-1.5 border-b border-line px-3 py-2 text-s">
              <span>
                <b className="font-strong">{offer.from.name}</b> vous propose la relève, {plural(offer.items, 'point', 'points')}, depuis{' '}
                {formatTime(offer.offeredAt)}.
              </span>
              <ButtonLink variant="primary" href={`/handover/${offer.id}`}>
                Lire et répondre
              </ButtonLink>
            </div>
          ))}
        </section>
      )}
      <section aria-label="Qui répond de quel site">
        <GroupTitle title="Qui répond de quel site" count={data.sites.length} />
        <ul>
          {data.sites.map(({ id, name, responsible }) => (
            <li key={id} className="border-b border-line px-3 py-1.5 text-s">
              <b className="font-strong">{name}</b> :{' '}
              {responsible ? (
                <>
                  {responsible.id === data.ownId ? 'vous' : responsible.name}
                  {responsible.since && ` depuis ${formatTime(responsible.since)}`}
                  {!responsible.isOnDuty && <span className="text-critical"> ▲ jusqu’à la relève</span>}
                </>
              ) : (
                <span className="text-critical">▲ personne</span>
              )}
            </li>
          ))}
        </ul>
      </section>
      <div className="grid gap-2 px-3 py-3 text-s">
        {offered.map((offer) => (
          <p key={offer.id}>
            Relève proposée à {offer.to.name} à {formatTime(offer.offeredAt)} : vous en répondez jusqu’à son acceptation.
          </p>
        ))}
        <ButtonLink href="/handover">{offered.length > 0 ? 'Ouvrir la relève' : 'Préparer la relève'}</ButtonLink>
      </div>
    </>
  );
}
