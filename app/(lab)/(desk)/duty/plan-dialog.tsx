'use client';

import { type FormEvent, useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { Checkbox } from '../../../_ui/checkbox';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';
import { Select } from '../../../_ui/select';
import { dayAfter, KIND_WORDS } from '../_logic/duty-board';
import type { Roster, RosterDuty } from '../_logic/types';
import { useDutyAct } from './use-roster';

/** What is known before the form is opened: the sites, and a day or the hours of a gap. */
export type PlanDraft = { siteIds: readonly string[] } & ({ day: string } | { from: string; to: string });

const KINDS = (Object.keys(KIND_WORDS) as RosterDuty['kind'][]).map((value) => ({ value, label: KIND_WORDS[value] }));

/** Puts one person on duty at one or several sites, on one day or on many in a row. */
export function PlanDialog({ roster, draft, onClose, onDone }: { roster: Roster; draft: PlanDraft; onClose: () => void; onDone: () => void }) {
  const client = useTRPCClient();
  const acts = useDutyAct(onDone);
  const [userId, setUserId] = useState(roster.people.length === 1 ? (roster.people[0]?.id ?? '') : '');
  const [kind, setKind] = useState<RosterDuty['kind']>('astreinte');
  const [siteIds, setSiteIds] = useState(draft.siteIds);
  const [from, setFrom] = useState('from' in draft ? draft.from : `${draft.day}T20:00`);
  const [to, setTo] = useState('to' in draft ? draft.to : `${dayAfter(draft.day, 1)}T08:00`);
  const [days, setDays] = useState('1');
  const isWhole = userId !== '' && siteIds.length > 0 && from !== '' && to !== '' && Number(days) >= 1;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole || acts.pending) return;
    const isDone = await acts.act(() => client.duty.plan.mutate({ userId, siteIds: [...siteIds], kind, from, to, days: Number(days) }));
    if (isDone) onClose();
  };
  return (
    <Dialog title="Planifier une garde" open busy={acts.pending} onClose={onClose}>
      <form onSubmit={(event) => void save(event)} className="grid gap-3">
        {acts.problem && <ErrorLine sentence={acts.problem} />}
        {roster.people.length === 0 && <ErrorLine sentence="Aucun biologiste n’a de droit sur vos sites. L’administrateur le donne, page « Utilisateurs »." />}
        <div className="grid gap-3 tablet:grid-cols-2">
          <Select
            label="Biologiste"
            placeholder="à choisir"
            required
            value={userId}
            onChange={(event) => setUserId(event.target.value)}
            options={roster.people.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Select
            label="Genre"
            value={kind}
            onChange={(event) => setKind(KINDS.find(({ value }) => value === event.target.value)?.value ?? 'astreinte')}
            options={KINDS}
          />
          <Field label="Début" hint="heure de Paris" type="datetime-local" required value={from} onChange={(event) => setFrom(event.target.value)} />
          <Field label="Fin" hint="heure de Paris" type="datetime-local" required value={to} onChange={(event) => setTo(event.target.value)} />
          <Field
            label="Nombre de jours de suite"
            hint="mêmes heures chaque jour, 31 au plus"
            type="number"
            min={1}
            max={31}
            required
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        </div>
        <fieldset>
          <legend className="text-s text-ink-2">Sites</legend>
          <div className="flex flex-wrap gap-x-5">
            {roster.sites.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={siteIds.includes(id)}
                onChange={(event) => setSiteIds(event.target.checked ? [...siteIds, id] : siteIds.filter((one) => one !== id))}
              />
            ))}
          </div>
        </fieldset>
        <Button type="submit" variant="primary" pending={acts.pending} closed={!isWhole && 'choisissez un biologiste, au moins un site et les heures'}>
          Planifier
        </Button>
      </form>
    </Dialog>
  );
}
