'use client';

import { useState } from 'react';
import { agrees } from '../../../../server/api/read-back';
import { formatCalendarDate, formatPhone } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Field } from '../../../_ui/field';
import { Sheet } from '../../../_ui/sheet';
import { useKeys } from '../../../_ui/use-keys';
import { dueWords, placeToCall } from '../_logic/call-words';
import { nameOf } from '../_logic/identity-words';
import type { CallSheetData, Card } from '../_logic/types';
import { CallTrail } from './call-trail';
import { ReadBackTable } from './read-back-table';
import { useCallActs } from './use-call-acts';

export interface CallSheetProps {
  card: Card;
  call: CallSheetData;
  now: Date;
  /** Something was recorded, or is not what the screen shows any more. */
  onChanged: () => void;
  onClose: () => void;
}

/** Reach a person who can act, and be understood: where to phone, what to say, what was repeated, who was tried. */
export function CallSheet({ card, call, now, onChanged, onClose }: CallSheetProps) {
  const place = placeToCall(call);
  const [number, setNumber] = useState(place.phone);
  const [isIdentityRepeated, setIdentityRepeated] = useState(false);
  const [repeated, setRepeated] = useState<Readonly<Record<string, string>>>({});
  const [spokenTo, setSpokenTo] = useState('');
  const [quality, setQuality] = useState('');
  const acts = useCallActs(call.callId, {
    onTried: onChanged,
    onClosed: () => {
      onChanged();
      onClose();
    },
    onStale: onChanged,
  });
  const isBusy = acts.state !== 'ready';
  const closed = whyClosed(call, { isIdentityRepeated, repeated, spokenTo, quality });
  const tried = (outcome: 'no-answer' | 'wrong-place') => acts.tried(outcome, place.ward, number);
  useKeys(
    [
      { key: 'n', label: 'pas de réponse', run: () => tried('no-answer'), closed: isBusy },
      { key: 'p', label: 'mauvais poste', run: () => tried('wrong-place'), closed: isBusy },
    ],
    'sheet',
  );
  const due = dueWords(call.dueAt, now);
  const { patient } = card;
  return (
    <Sheet
      title="Appel critique"
      aside={<p className={due.isLate ? 'font-strong text-critical' : 'font-strong'}>{due.text}</p>}
      subtitle={
        <p>
          <b>{nameOf(patient)}</b>
          {patient.birthDate && `, ${formatCalendarDate(patient.birthDate)}`} · dossier <span className="figures">{card.accessionNumber}</span>
        </p>
      }
      onClose={() => {
        if (!isBusy) onClose();
      }}
      footer={
        <div className="grid w-full grid-cols-[auto_auto_1fr] gap-2 max-tablet:grid-cols-2">
          {acts.state === 'unknown' && (
            <p role="alert" className="col-span-full border-l-[3px] border-abnormal bg-abnormal-soft px-3 py-2 font-medium">
              Réponse perdue. Vérification en cours : l’appel ne sera compté qu’une fois.
            </p>
          )}
          {acts.problem && (
            <p role="alert" className="col-span-full border-l-[3px] border-critical bg-critical-soft px-3 py-2 font-medium">
              {acts.problem}
            </p>
          )}
          <Button size="large" kbd="N" closed={isBusy} onClick={() => tried('no-answer')}>
            Pas de réponse
          </Button>
          <Button size="large" kbd="P" closed={isBusy} onClick={() => tried('wrong-place')}>
            Mauvais poste
          </Button>
          <Button
            variant="primary"
            size="large"
            pending={isBusy}
            closed={closed ?? false}
            className="max-tablet:col-span-full"
            onClick={() =>
              acts.close({
                isIdentityRepeated,
                spokenTo,
                quality,
                place: place.ward,
                number,
                readBack: call.values.map(({ observationVersionId }) => ({ observationVersionId, repeated: repeated[observationVersionId] ?? '' })),
              })
            }
          >
            Clore l’appel
          </Button>
        </div>
      }
    >
      <div className="grid gap-4 desk:grid-cols-[minmax(0,1fr)_260px]">
        <div className="grid content-start gap-3">
          <section aria-label="Où appeler">
            <h3 className="font-strong">1 · Appelez là où est {patient.sex === 'F' ? 'la patiente' : 'le patient'}</h3>
            <p className="flex flex-wrap items-baseline gap-x-4">
              {number ? (
                <a
                  href={`tel:${number.replaceAll(/[^\d+]/g, '')}`}
                  className="figures min-h-touch text-display font-strong text-action underline decoration-1 underline-offset-4"
                >
                  {formatPhone(number)}
                </a>
              ) : (
                <b className="text-title text-critical">Numéro à trouver</b>
              )}
              <span className="text-l font-semibold">
                {place.ward || 'Service inconnu'}
                {place.label && <span className="font-book text-ink-2">, {place.label}</span>}
              </span>
            </p>
            {place.remark && (
              <p className={place.isMoved ? 'font-medium text-changed' : 'text-ink-2'}>
                {place.isMoved && <span aria-hidden="true">◆ </span>}
                {place.remark}
              </p>
            )}
            <Field label="Numéro appelé" type="tel" autoComplete="off" value={number} maxLength={30} onChange={(event) => setNumber(event.target.value)} />
          </section>
          <section aria-label="Relecture">
            <h3 className="font-strong">2 · Dites, puis faites répéter</h3>
            <ReadBackTable
              identity={`${nameOf(patient)}${patient.birthDate ? `, ${formatCalendarDate(patient.birthDate)}` : ''}`}
              isIdentityRepeated={isIdentityRepeated}
              onIdentity={setIdentityRepeated}
              values={call.values}
              repeated={repeated}
              onRepeated={(id, text) => setRepeated({ ...repeated, [id]: text })}
            />
            <div className="mt-2 grid gap-3 tablet:grid-cols-2">
              <Field label="Interlocuteur" autoComplete="off" maxLength={120} value={spokenTo} onChange={(event) => setSpokenTo(event.target.value)} />
              <Field label="Qualité" autoComplete="off" maxLength={120} value={quality} onChange={(event) => setQuality(event.target.value)} />
            </div>
          </section>
        </div>
        <CallTrail call={call} now={now} />
      </div>
    </Sheet>
  );
}

function whyClosed(
  call: CallSheetData,
  {
    isIdentityRepeated,
    repeated,
    spokenTo,
    quality,
  }: { isIdentityRepeated: boolean; repeated: Readonly<Record<string, string>>; spokenTo: string; quality: string },
): string | null {
  if (!isIdentityRepeated) return 'identité à faire répéter';
  const wrong = call.values.find(({ observationVersionId, value }) => !agrees(value, repeated[observationVersionId] ?? ''));
  if (wrong) return `${wrong.label} ${(repeated[wrong.observationVersionId] ?? '').trim() === '' ? 'à faire répéter' : 'ne concorde pas'}`;
  return spokenTo.trim() === '' || quality.trim() === '' ? 'interlocuteur et qualité à noter' : null;
}
