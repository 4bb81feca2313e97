'use client';

import { type FormEvent, useState } from 'react';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatCalendarDate } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { Checkbox } from '../../../../_ui/checkbox';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import type { Places, Role, User } from '../../_logic/types';
import { personName, placeChoices, placeKind, ROLE_CHOICES, rolesOf } from '../../_logic/user-words';
import { Section } from '../section';
import { useAct } from '../use-act';

/** Gives one role at one or several places for a time. */
export function GrantForm({ user, places, today, onDone }: { user: User; places: Places; today: string; onDone: () => void }) {
  const client = useTRPCClient();
  const [role, setRole] = useState<Role>('biologist');
  const [placeIds, setPlaceIds] = useState<string[]>([]);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const { act, dialog, problem } = useAct(() => {
    setPlaceIds([]);
    onDone();
  });
  const choices = placeChoices(role, places);
  function grant(event: FormEvent) {
    event.preventDefault();
    const content = { userId: user.identity.id, role, placeIds, from: from || null, to: to || null };
    const where = choices.filter(({ id }) => placeIds.includes(id)).map(({ label }) => label);
    const lines = [
      `${personName(user.identity)} : ${rolesOf([role])}`,
      ...where,
      `${from ? `à partir du ${formatCalendarDate(from)}` : 'à l’instant'}${to ? `, jusqu’au ${formatCalendarDate(to)}` : ', sans terme'}`,
    ];
    void act(content, { title: 'Donner ce droit', lines }, (proof) => client.users.grant.mutate({ ...content, proof }));
  }
  return (
    <Section title="Donner un droit" print="no">
      <form className="grid gap-3 px-4 desk:px-6" onSubmit={grant}>
        {problem}
        <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
          <Select
            label="Rôle"
            value={role}
            onChange={(event) => {
              setRole(ROLE_CHOICES.find((choice) => choice === event.target.value) ?? 'biologist');
              setPlaceIds([]);
            }}
            options={ROLE_CHOICES.map((choice) => ({ value: choice, label: rolesOf([choice]) }))}
          />
          <Field label="Du (vide : maintenant)" type="date" min={today} value={from} onChange={(event) => setFrom(event.target.value)} className="w-44!" />
          <Field label="Au (vide : sans terme)" type="date" min={from || today} value={to} onChange={(event) => setTo(event.target.value)} className="w-44!" />
        </div>
        {placeKind(role) !== 'nowhere' && (
          <fieldset>
            <legend className="text-s font-medium text-ink-2">{placeKind(role) === 'site' ? 'Sites' : 'Services'}</legend>
            <div className="grid gap-x-4 tablet:grid-cols-2">
              {choices.map(({ id, label }) => (
                <Checkbox
                  key={id}
                  label={label}
                  checked={placeIds.includes(id)}
                  onChange={() => setPlaceIds(placeIds.includes(id) ? placeIds.filter((chosen) => chosen !== id) : [...placeIds, id])}
                />
              ))}
            </div>
          </fieldset>
        )}
        <div>
          <Button type="submit" variant="primary">
            Donner ce droit
          </Button>
        </div>
      </form>
      {dialog}
    </Section>
  );
}
