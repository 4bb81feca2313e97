'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { canRecognise, enterWithMyPasskey } from '../../_client/my-passkey';
import { refusalOf } from '../../_client/refusal';
import { trpcClient, useTRPC } from '../../_client/trpc';
import { NARROW } from '../../_text/format';
import { refusalSentence } from '../../_text/refusals';
import { BirthDate } from '../../_ui/birth-date';
import { birthDateOf } from '../../_ui/birth-date-of';
import { Button } from '../../_ui/button';
import { OneTimeCode } from '../../_ui/one-time-code';
import { PatientDoor } from '../../_ui/patient-frame';
import { Problem, problemOf } from '../_door/problem';
import { RememberStep } from '../_door/remember-step';
import type { DoorState } from '../_logic/types';

/** After these no further try makes sense here. */
const FINAL = new Set(['too-many-tries', 'link-expired', 'no-confirmed-phone']);

const toReport = (reportId: string | null) => window.location.replace(reportId === null ? '/mes-resultats' : `/mes-resultats/${reportId}`);

/** Birth date, then the code sent to the telephone; never tells which of the two was wrong, nor whose door it is. */
export function DoorScreen({ token, state }: { token: string; state: DoorState }) {
  const trpc = useTRPC();
  const [born, setBorn] = useState({ day: '', month: '', year: '' });
  const [dateError, setDateError] = useState('');
  const [code, setCode] = useState('');
  const [step, setStep] = useState<'date' | 'code'>('date');
  const [offered, setOffered] = useState<string | null>(null);
  const [isGivenUp, setGivenUp] = useState(false);
  const passkey = useMutation({
    mutationFn: () => enterWithMyPasskey(token),
    onMutate: () => setGivenUp(false),
    onSuccess: (answer) => (answer === 'given-up' ? setGivenUp(true) : toReport(answer.reportId)),
  });
  const codeField = useRef<HTMLInputElement>(null);
  const ask = useMutation(trpc.portal.requestCode.mutationOptions({ onSuccess: () => setStep('code') }));
  const enter = useMutation(
    trpc.portal.enter.mutationOptions({
      // A new page, not a step of this one: the link leaves the history.
      onSuccess: async ({ reportId, hasAccount }) => (!hasAccount && (await canRecognise()) ? setOffered(reportId) : toReport(reportId)),
      onError: () => setCode(''),
    }),
  );
  useEffect(() => {
    if (step === 'code') codeField.current?.focus();
  }, [step]);

  if (offered !== null)
    return (
      <RememberStep
        step="Étape 2 sur 2"
        prepare={() => trpcClient.means.openAccount.mutate()}
        onDone={() => toReport(offered)}
        other={{ label: 'Recevoir plutôt un code par SMS', onChoose: () => toReport(offered) }}
        onNotMine={() => toReport(offered)}
      />
    );
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
          <div className="mt-auto grid gap-2 pt-4">
            <Problem sentence={isGivenUp ? 'Aucune clé n’a été donnée. Réessayez, ou recevez un code.' : problemOf(passkey.error)} />
            <Button size="large" pending={passkey.isPending} onClick={() => passkey.mutate()}>
              Entrer avec ma clé d’accès
            </Button>
          </div>
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
