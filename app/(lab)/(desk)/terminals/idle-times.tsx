'use client';

import { type FormEvent, useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { formatInstant, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Field } from '../../../_ui/field';
import { KIND_WORDS } from '../_logic/terminal-facts';
import type { Terminals } from '../_logic/types';
import type { Acts } from './use-acts';

type IdleTime = Terminals['idle'][number];

interface IdleTimesProps {
  times: Terminals['idle'];
  mayManage: boolean;
  acts: Acts;
}

/** After how many minutes without a hand each kind of terminal locks. */
export function IdleTimes({ times, mayManage, acts }: IdleTimesProps) {
  return (
    <div className="max-w-180 px-4 py-4 desk:px-6">
      <p className="max-w-[65ch] text-ink-2">
        Un poste que personne ne touche se verrouille de lui-même. Un changement vaut aussitôt, aussi pour qui est déjà connecté{'\u202f'}; entre 1 et 30
        minutes.
      </p>
      <ul className="mt-3">
        {times.map((time) => (
          <li key={time.kind} className="border-t border-line py-3">
            {mayManage ? <IdleForm key={time.minutes} time={time} acts={acts} /> : <IdleLine time={time} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function IdleLine({ time }: { time: IdleTime }) {
  return (
    <p className="flex flex-wrap justify-between gap-x-6">
      <b className="font-strong first-letter:uppercase">{KIND_WORDS[time.kind]}</b>
      <span>
        {plural(time.minutes, 'minute', 'minutes')}
        <span className="block text-s text-ink-2">{changedWords(time)}</span>
      </span>
    </p>
  );
}

function IdleForm({ time, acts }: { time: IdleTime; acts: Acts }) {
  const client = useTRPCClient();
  const [typed, setTyped] = useState(String(time.minutes));
  const minutes = Number(typed);
  const isRight = Number.isInteger(minutes) && minutes >= 1 && minutes <= 30;
  const change = (event: FormEvent) => {
    event.preventDefault();
    if (!isRight || minutes === time.minutes) return;
    const lines = [`${KIND_WORDS[time.kind]} : ${plural(minutes, 'minute', 'minutes')} au lieu de ${time.minutes}, dès maintenant.`];
    void acts.act({ kind: time.kind, minutes }, { title: 'Changer le temps de verrouillage', lines }, (input) => client.terminal.changeIdle.mutate(input));
  };
  return (
    <form onSubmit={change} className="flex flex-wrap items-end justify-between gap-3">
      <p>
        <b className="block font-strong first-letter:uppercase">{KIND_WORDS[time.kind]}</b>
        <span className="text-s text-ink-2">{changedWords(time)}</span>
      </p>
      <div className="flex items-end gap-2">
        <div className="w-28">
          <Field
            label="Minutes"
            type="number"
            min={1}
            max={30}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={isRight ? undefined : 'de 1 à 30'}
          />
        </div>
        <Button type="submit" closed={!isRight || minutes === time.minutes} aria-label={`Changer, ${KIND_WORDS[time.kind]}`}>
          Changer
        </Button>
      </div>
    </form>
  );
}

const changedWords = ({ changedAt }: IdleTime): string => (changedAt ? `changé le ${formatInstant(changedAt)}` : 'réglage d’origine');
