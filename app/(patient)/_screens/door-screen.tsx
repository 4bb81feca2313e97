'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { refusalOf } from '../../_client/refusal';
import { useTRPC } from '../../_client/trpc';
import { NARROW } from '../../_text/format';
import { refusalSentence } from '../../_text/refusals';
import { BirthDate } from '../../_ui/birth-date';
import { birthDateOf } from '../../_ui/birth-date-of';
import { Button } from '../../_ui/button';
import { OneTimeCode } from '../../_ui/one-time-code';
import { PatientDoor } from '../../_ui/patient-frame';
import type { DoorState } from '../_logic/types';

/** After these no further try makes sense here. */
const FINAL = new Set(['too-many-tries', 'link-expired', 'no-confirmed-phone']);

/** Birth date, then the code sent to the telephone; never tells which of the two was wrong, nor whose door it is. */
export function DoorScreen({ token, state }: { token: string; state: DoorState }) {
  const trpc = useTRPC();
  const [born, setBorn] = useState({ day: '', month: '', year: '' });
  const [dateError, setDateError] = useState('');
  const [code, setCode] = useState('');
  const [step, setStep] = useState<'date' | 'code'>('date');
  const codeField = useRef<HTMLInputElement>(null);
  const ask = useMutation(trpc.portal.requestCode.mutationOptions({ onSuccess: () => setStep('code') }));
  const enter = useMutation(
    trpc.portal.enter.mutationOptions({
      // A new page, not a step of this one: the link leaves the history.
      onSuccess: ({ reportId }) => window.location.replace(`/mes-resultats/${reportId}`),
      onError: () => setCode(''),
    }),
  );
  useEffect(() => {
    if (step === 'code') codeField.current?.focus();
  }, [step]);

  const refused = refusalOf(step === 'date' ? ask.error : (enter.error ?? ask.error));
  const isLost = !refused && (ask.isError || enter.isError);
  const end = state === 'expired' ? 'link-expired' : state === 'closed' ? 'too-many-tries' : refused && FINAL.has(refused.code) ? refused.code : null;
  if (end) return <ShutDoor sentence={refusalSentence(end)} />;

  const askForCode = (event?: FormEvent) => {
    event?.preventDefault();
    const birthDate = birthDateOf(born, new Date());
    if (!birthDate) return setDateError(refusalSentence('impossible-date'));
    setDateError('');
    enter.reset();
    ask.mutate({ token, birthDate });
  };
  const goIn = (event: FormEvent) => {
    event.preventDefault();
    const birthDate = birthDateOf(born, new Date());
    if (birthDate && code.length === 6) enter.mutate({ token, birthDate, code });
  };
  const problem = refused ? refusalSentence(refused.code, refused.detail) : isLost ? 'Sans réponse. Vérifiez votre connexion, puis réessayez.' : '';

  if (step === 'date')
    return (
      <PatientDoor step="Étape 1 sur 2" title="Entrer dans votre espace" lead="Pour être sûr que c’est bien vous.">
        <form onSubmit={askForCode} className="flex flex-1 flex-col gap-5">
          <BirthDate size="large" value={born} onValue={setBorn} error={dateError} />
          <Problem sentence={problem} />
          <Button type="submit" variant="primary" size="large" pending={ask.isPending}>
            Recevoir un code
          </Button>
          <p className="text-base text-ink-2">Le code arrive par SMS, sur le téléphone connu du laboratoire.</p>
        </form>
      </PatientDoor>
    );
  return (
    <PatientDoor step="Étape 2 sur 2" title="Le code reçu" lead="Si la date est juste, un code vient de partir sur votre téléphone. Il est valable 10 minutes.">
      <form onSubmit={goIn} className="flex flex-1 flex-col gap-5">
        <OneTimeCode label="Code à six chiffres" size="large" value={code} onValue={setCode} inputRef={codeField} />
        <Problem sentence={problem} />
        <Button type="submit" variant="primary" size="large" pending={enter.isPending} closed={code.length < 6}>
          Entrer
        </Button>
        <div className="mt-auto grid justify-items-center gap-1 pt-6 text-base text-ink-2">
          <p>Rien reçu{NARROW}? Attendez une demi-minute avant d’en demander un autre.</p>
          <Button variant="text" size="large" pending={ask.isPending} onClick={() => askForCode()}>
            Recevoir un autre code
          </Button>
          <Button variant="text" size="large" onClick={() => setStep('date')}>
            Changer la date de naissance
          </Button>
        </div>
      </form>
    </PatientDoor>
  );
}

function Problem({ sentence }: { sentence: string }) {
  return (
    <p role="alert" className={sentence ? 'border-l-[3px] border-ink bg-surface px-4 py-3 font-medium' : 'sr-only'}>
      {sentence}
    </p>
  );
}

function ShutDoor({ sentence }: { sentence: string }) {
  return (
    <PatientDoor title="Cette porte est fermée">
      <p role="alert" className="border-l-[3px] border-ink bg-surface px-4 py-3 font-medium">
        {sentence}
      </p>
      <p className="text-ink-2">Vous vous sentez mal{NARROW}? N’attendez pas un résultat, appelez le 15.</p>
    </PatientDoor>
  );
}
