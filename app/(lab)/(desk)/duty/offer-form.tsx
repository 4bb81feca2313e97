'use client';

import { type FormEvent, useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Checkbox } from '../../../_ui/checkbox';
import { Field } from '../../../_ui/field';
import { Select } from '../../../_ui/select';
import { wallClock } from '../_logic/duty-board';
import type { Roster, RosterDuty } from '../_logic/types';
import type { DutyActs } from './use-roster';

/** Offers the duty, or a part of its hours, to a colleague by name; with it the same hours at the other sites, which one rarely gives away apart. */
export function OfferForm({ roster, duty, acts, onOffered }: { roster: Roster; duty: RosterDuty; acts: DutyActs; onOffered: () => void }) {
  const client = useTRPCClient();
  const twins = roster.duties.filter(
    (other) =>
      other.id !== duty.id &&
      other.userId === duty.userId &&
      other.startsAt.getTime() === duty.startsAt.getTime() &&
      other.endsAt.getTime() === duty.endsAt.getTime() &&
      !roster.swaps.some(({ dutyIds }) => dutyIds.includes(other.id)),
  );
  const [toUserId, setToUserId] = useState('');
  const [isTogether, setTogether] = useState(twins.length > 0);
  const [from, setFrom] = useState(wallClock(duty.startsAt));
  const [to, setTo] = useState(wallClock(duty.endsAt));
  const isPart = from !== wallClock(duty.startsAt) || to !== wallClock(duty.endsAt);
  const offer = async (event: FormEvent) => {
    event.preventDefault();
    if (toUserId === '') return;
    const dutyIds = [duty.id, ...(isTogether ? twins.map(({ id }) => id) : [])];
    if (await acts.act(() => client.duty.askSwap.mutate({ dutyIds, toUserId, from: isPart ? from : null, to: isPart ? to : null }))) onOffered();
  };
  return (
    <form onSubmit={(event) => void offer(event)} className="grid gap-2 border-t border-line pt-3">
      <h3 className="font-strong">Proposer à un collègue</h3>
      <Select
        label="Biologiste"
        placeholder="à choisir"
        value={toUserId}
        onChange={(event) => setToUserId(event.target.value)}
        options={roster.people.filter(({ id }) => id !== duty.userId).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <div className="grid gap-3 tablet:grid-cols-2">
        <Field label="À partir de" type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        <Field label="Jusqu’à" type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
      </div>
      {twins.length > 0 && (
        <Checkbox
          label={`Avec les mêmes heures sur ${plural(twins.length, 'autre site', 'autres sites')}`}
          checked={isTogether}
          onChange={(event) => setTogether(event.target.checked)}
        />
      )}
      <p className="text-s text-ink-2">Rien ne change tant que votre collègue n’a pas accepté.</p>
      <Button type="submit" pending={acts.pending} closed={toUserId === '' && 'choisissez un biologiste'}>
        Proposer
      </Button>
    </form>
  );
}
