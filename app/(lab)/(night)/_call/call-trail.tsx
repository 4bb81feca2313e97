import { formatPhone } from '../../../_text/format';
import { attemptWords, escalationWords } from '../_logic/call-words';
import { hourOf } from '../_logic/time-words';
import type { CallSheetData } from '../_logic/types';

/** Who was tried, and whom else to try. */
export function CallTrail({ call, now }: { call: CallSheetData; now: Date }) {
  return (
    <section aria-label="Qui a été joint" className="border-line desk:border-l desk:pl-4">
      <h3 className="font-strong">Qui a été joint</h3>
      {call.attempts.length === 0 && <p className="text-s text-ink-2">Personne n’a encore été appelé.</p>}
      <ol className="text-s">
        {call.attempts.map((attempt) => (
          <li key={attempt.id} className="border-b border-line py-1">
            <b className="figures font-semibold">{hourOf(attempt.at, now)}</b> {attemptWords(attempt)} <span className="text-ink-2">({attempt.by})</span>
          </li>
        ))}
      </ol>
      <h4 className="mt-2 text-s font-strong">Qui d’autre appeler</h4>
      <ul className="text-s text-ink-2">
        {call.place?.others.map(({ label, number }) => (
          <li key={number}>
            <a className="figures inline-block min-h-touch py-3 text-action underline" href={`tel:${number.replaceAll(/[^\d+]/g, '')}`}>
              {formatPhone(number)}
            </a>
            , {label}
          </li>
        ))}
        {call.prescriber && <li>{call.prescriber}, prescripteur</li>}
        {call.callbackPhone && <li className="figures">{formatPhone(call.callbackPhone)}, rappel donné par la demande</li>}
        {call.asked && (
          <li>
            {call.asked.ward}
            {call.asked.phone && <span className="figures">, {formatPhone(call.asked.phone)}</span>}, service demandeur
          </li>
        )}
        {!call.prescriber && !call.callbackPhone && !call.asked && !call.place?.others.length && <li>La demande ne donne personne d’autre.</li>}
      </ul>
      <h4 className="mt-2 text-s font-strong">Si personne n’appelle</h4>
      <ol className="text-s text-ink-2">
        {call.escalation.map((rung) => (
          <li key={rung.id}>{escalationWords(rung, now)}</li>
        ))}
      </ol>
      <p className="mt-2 text-s text-ink-2">Sans relecture concordante, l’appel reste ouvert et sonne chez le référent.</p>
    </section>
  );
}
