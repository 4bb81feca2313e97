import { sessionOfPage } from '../../server/api/page';
import { IdleLock } from './idle-lock';
import { TookOverNote } from './took-over-note';

type Actor = Parameters<typeof sessionOfPage>[0];

/** What every page of a professional has: it locks in time, and says once which other screen of the same person was closed. */
export async function SessionGuard({ actor }: { actor: Actor }) {
  const { idleMs, tookOver, leavesByPsc } = await sessionOfPage(actor);
  return (
    <>
      <IdleLock name={actor.name} idleMs={idleMs} leavesByPsc={leavesByPsc} />
      {tookOver && <TookOverNote terminal={tookOver.terminal} since={tookOver.since.toISOString()} />}
    </>
  );
}
