'use client';

import { useState } from 'react';
import { useTRPCClient } from '../../../../_client/trpc';
import { formatDate, formatTime } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { Checkbox } from '../../../../_ui/checkbox';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import type { WakePolicy } from '../../_logic/types';
import { REASONS } from '../../_logic/wake-words';
import { useDutyAct } from '../../duty/use-roster';

/** The written policy of one site at a time, or of all at once; what was in force before stays in the trace. */
export function PolicyForm({ policies, onDone }: { policies: readonly WakePolicy[]; onDone: () => void }) {
  const [siteId, setSiteId] = useState(policies[0]?.siteId ?? '');
  const policy = policies.find((one) => one.siteId === siteId) ?? policies[0];
  return (
    <section aria-label="Consigne écrite" className="grid gap-3">
      <h2 className="font-strong">Consigne écrite</h2>
      {policies.length > 1 && (
        <Select
          label="Site"
          value={siteId}
          onChange={(event) => setSiteId(event.target.value)}
          options={policies.map((one) => ({ value: one.siteId, label: one.site }))}
        />
      )}
      {policy && <PolicyFields key={policy.siteId} policy={policy} all={policies.map((one) => one.siteId)} onDone={onDone} />}
    </section>
  );
}

function PolicyFields({ policy, all, onDone }: { policy: WakePolicy; all: string[]; onDone: () => void }) {
  const client = useTRPCClient();
  const [draft, setDraft] = useState(policy);
  const [isEverywhere, setEverywhere] = useState(false);
  const { act, problem, pending } = useDutyAct(onDone);
  const { reasons, from, to, fallbackMinutes, smsNumber } = draft;
  const change = (changes: Partial<WakePolicy>) => setDraft({ ...draft, ...changes });
  const save = () =>
    act(() => client.wake.writePolicy.mutate({ siteIds: isEverywhere ? all : [policy.siteId], reasons, from, to, fallbackMinutes, smsNumber }));
  return (
    <form
      className="grid max-w-[46rem] gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="text-s text-ink-2">
        {policy.since
          ? `Écrite par vous le ${formatDate(policy.since)} à ${formatTime(policy.since)}.`
          : 'Pas encore écrite : la règle d’usage vaut, telle qu’affichée.'}
      </p>
      <fieldset className="grid">
        <legend className="font-medium">Ce qui peut me réveiller</legend>
        {REASONS.map(({ id, label, hint }) => (
          <Checkbox
            key={id}
            label={`${label}, ${hint}`}
            checked={reasons.includes(id)}
            onChange={(event) => change({ reasons: event.target.checked ? [...reasons, id] : reasons.filter((other) => other !== id) })}
          />
        ))}
      </fieldset>
      <div className="grid grid-cols-2 gap-3 tablet:grid-cols-4">
        <Field label="De" type="time" required value={from} onChange={(event) => change({ from: event.target.value })} />
        <Field label="À" type="time" required value={to} onChange={(event) => change({ to: event.target.value })} />
        <Field
          label="SMS après (min)"
          type="number"
          inputMode="numeric"
          min={1}
          max={60}
          required
          value={String(fallbackMinutes)}
          onChange={(event) => change({ fallbackMinutes: Number(event.target.value) })}
        />
        <Field label="Numéro du SMS" type="tel" value={smsNumber} onChange={(event) => change({ smsNumber: event.target.value })} />
      </div>
      <p className="text-s text-ink-2">La même heure deux fois : toute la journée. Sans numéro, le premier portable de votre fiche de garde.</p>
      {all.length > 1 && (
        <Checkbox label="Écrire la même consigne pour tous mes sites" checked={isEverywhere} onChange={(event) => setEverywhere(event.target.checked)} />
      )}
      {problem && <ErrorLine sentence={problem} />}
      <div>
        <Button type="submit" variant="primary" pending={pending}>
          Écrire la consigne
        </Button>
      </div>
    </form>
  );
}
