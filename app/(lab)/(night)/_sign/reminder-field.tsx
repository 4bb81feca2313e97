'use client';

import { useState } from 'react';
import { Field } from '../../../_ui/field';
import { Select } from '../../../_ui/select';
import { REMINDERS, type ReminderChoice, reminderAt, reminderProblem, reminderWords } from '../_logic/reminder-words';

export interface Reminder {
  at: Date | null;
  /** Why it cannot be kept as it is; '' = it can. */
  problem: string;
}

/** When a hold comes back to the top of the list: a usual delay, or an hour of one's own. The choice is counted from the moment it is made. */
export function ReminderField({ now, value, onValue }: { now: Date; value: Reminder; onValue: (reminder: Reminder) => void }) {
  const [choice, setChoice] = useState<ReminderChoice>('none');
  const [free, setFree] = useState('');
  const choose = (next: ReminderChoice, written: string) => {
    setChoice(next);
    setFree(written);
    const at = reminderAt(next, written, now);
    onValue({ at, problem: reminderProblem(next, at, now) });
  };
  return (
    <div className="grid gap-2">
      <Select
        label="Rappel"
        value={choice}
        options={REMINDERS.map(({ id, label }) => ({ value: id, label }))}
        onChange={(event) => choose(event.target.value as ReminderChoice, free)}
      />
      {choice === 'free' && (
        <Field label="Heure du rappel" hint="heure de Paris" type="datetime-local" value={free} onChange={(event) => choose('free', event.target.value)} />
      )}
      <p className="text-s text-ink-2">
        {value.problem === '' ? reminderWords(value.at, now) : `${value.problem.charAt(0).toUpperCase()}${value.problem.slice(1)}.`}
      </p>
    </div>
  );
}
