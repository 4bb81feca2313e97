'use client';

import { formatTime, NBSP } from '../../_text/format';
import { Button } from '../../_ui/button';
import { ErrorLine } from '../../_ui/error-line';
import { LoadingLine } from '../../_ui/loading-line';
import { PatientSection } from '../../_ui/patient-frame';
import { useNow } from '../../_ui/use-now';
import { endedWords, leftWords, scopeWords, spokenCode } from '../_logic/presence-words';
import type { MyList, MyPresence } from '../_logic/types';
import { PresenceChoice } from './presence-choice';
import { usePresence } from './use-presence';

/** « Montrer à un soignant »: a code to dictate, good for a quarter of an hour and one professional; who reads with it, and the way to stop it at once. */
export function PresenceBlock() {
  const { presence, reports, failed, reload, digits, show, stop, problem } = usePresence();
  return (
    <PatientSection label="Montrer à un soignant">
      <h2 className="text-[1.25rem] leading-7 font-strong">Montrer à un soignant</h2>
      {failed && <ErrorLine sentence="Vos codes n’ont pas pu être lus. Rien n’a été ouvert à personne." onRetry={reload} />}
      {!failed && (!presence || !reports) && <LoadingLine />}
      {presence && reports && (
        <Shown
          presence={presence}
          reports={reports}
          digits={digits?.code ?? null}
          pending={show.isPending}
          stopping={stop.isPending}
          onShow={(reportIds) => show.mutate({ reportIds })}
          onStop={() => stop.mutate()}
        />
      )}
      {problem && (
        <p role="alert" className="mt-3 font-medium">
          {problem}
        </p>
      )}
    </PatientSection>
  );
}

interface ShownProps {
  presence: MyPresence;
  reports: MyList['reports'];
  digits: string | null;
  pending: boolean;
  stopping: boolean;
  onShow: (reportIds: string[] | null) => void;
  onStop: () => void;
}

function Shown({ presence, reports, digits, pending, stopping, onShow, onStop }: ShownProps) {
  const now = useNow(presence.at.toISOString());
  const { code, readers } = presence;
  const isLive = code?.state === 'live' && code.expiresAt > now;
  const reading = readers.filter((reader) => reader.expiresAt > now);
  const ended = isLive || reading.length > 0 ? null : endedWords(code);
  return (
    <>
      {isLive && (
        <>
          <p className="text-ink-2">
            {digits ? 'Dictez ce code. ' : 'Un code est ouvert. '}
            {scopeWords(code.reportIds, reports)}
          </p>
          <div className="mt-2 flex flex-wrap items-end justify-between gap-x-4">
            <p className="figures text-[2.75rem] leading-14 font-strong tracking-[0.03em]">{digits ? <Digits code={digits} /> : '••• •••'}</p>
            <p className="text-right text-ink-2">
              <b className="block text-[1.25rem] text-ink">{leftWords(code.expiresAt, now)}</b>avant la fin
            </p>
          </div>
          {!digits && <p className="text-ink-2">Ses chiffres ne sont montrés qu’une fois{NBSP}: pour les lire de nouveau, faites un autre code.</p>}
        </>
      )}
      <div aria-live="polite">
        {reading.map((reader) => (
          <p key={reader.id} className="mt-2">
            <b>Utilisé à {formatTime(reader.grantedAt)}</b> par {reader.name}, {reader.profession.toLowerCase()}. Peut lire jusqu’à{' '}
            {formatTime(reader.expiresAt)}.
          </p>
        ))}
      </div>
      {ended && <p className="mt-1 font-medium">{ended}</p>}
      {(isLive || reading.length > 0) && (
        <div className="mt-3 grid grid-cols-2 gap-3">
          <Button size="large" onClick={onStop} pending={stopping}>
            Arrêter
          </Button>
          <Button size="large" onClick={() => onShow(code?.reportIds ?? null)} pending={pending}>
            Nouveau code
          </Button>
        </div>
      )}
      {!isLive && reading.length === 0 && <PresenceChoice reports={reports} pending={pending} onShow={onShow} />}
    </>
  );
}

/** Read aloud digit by digit, not as a number. */
function Digits({ code }: { code: string }) {
  return (
    <>
      <span aria-hidden="true">{spokenCode(code)}</span>
      <span className="sr-only">
        Code{NBSP}: {code.split('').join(' ')}
      </span>
    </>
  );
}
