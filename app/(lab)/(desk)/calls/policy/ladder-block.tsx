'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '../../../../_ui/button';
import { Dialog } from '../../../../_ui/dialog';
import { Field } from '../../../../_ui/field';
import { ladderWords } from '../../_logic/call-policy-words';
import type { PolicyTable } from '../../_logic/types';

interface LadderBlockProps {
  content: PolicyTable;
  mayChange: boolean;
  pending: boolean;
  onChange: (content: PolicyTable) => Promise<boolean>;
}

/** The flags of the LIS, and the ladder: who is woken after how many minutes when nobody has called. */
export function LadderBlock({ content, mayChange, pending, onChange }: LadderBlockProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-label="Signal du SIL et escalade" className="grid gap-1">
      <h2 className="text-l font-strong">Si personne n’appelle</h2>
      <ol className="flex flex-wrap gap-x-6 gap-y-1">
        {content.ladder.map((step) => (
          <li key={step.afterMinutes}>{ladderWords(step)}</li>
        ))}
      </ol>
      <p className="text-ink-2">Tout résultat que le SIL signale critique est annoncé en {content.lis.minutes} min, même sans ligne ci-dessous.</p>
      {mayChange && (
        <p data-print="no">
          <Button onClick={() => setOpen(true)}>Modifier ces délais</Button>
        </p>
      )}
      {isOpen && (
        <Dialog title="Délais et escalade" open onClose={() => setOpen(false)} busy={pending}>
          <LadderForm
            content={content}
            pending={pending}
            onChange={async (next) => {
              if (await onChange(next)) setOpen(false);
            }}
          />
        </Dialog>
      )}
    </section>
  );
}

const minutesOf = (text: string): number | null => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : null);
const WHO = { 'on-duty': 'Prévenir le biologiste de garde', next: 'Prévenir le suivant de garde', paper: 'Alarme et fiche sur papier' } as const;

function LadderForm({ content, pending, onChange }: { content: PolicyTable; pending: boolean; onChange: (content: PolicyTable) => Promise<void> }) {
  const [lis, setLis] = useState(String(content.lis.minutes));
  const [steps, setSteps] = useState(content.ladder.map(({ afterMinutes }) => String(afterMinutes)));
  const minutes = steps.map(minutesOf);
  const climbs = minutes.every((one, index) => one !== null && one <= 240 && (index === 0 || one > (minutes[index - 1] ?? 0)));
  const lisMinutes = minutesOf(lis);
  const shut = lisMinutes === null || lisMinutes < 1 || lisMinutes > 1440 ? 'délai du SIL illisible' : !climbs && 'chaque étape vient après la précédente';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (shut || pending || lisMinutes === null) return;
    const ladder = content.ladder.map((step, index) => ({ ...step, afterMinutes: minutes[index] ?? step.afterMinutes }));
    void onChange({ ...content, lis: { ...content.lis, minutes: lisMinutes }, ladder });
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field
        label="Résultat signalé critique par le SIL : à annoncer en (min)"
        inputMode="numeric"
        value={lis}
        onChange={(event) => setLis(event.target.value)}
      />
      {content.ladder.map((step, index) => (
        <Field
          key={step.who}
          label={`${WHO[step.who]}, à (min)`}
          inputMode="numeric"
          value={steps[index] ?? ''}
          onChange={(event) => setSteps(steps.map((one, place) => (place === index ? event.target.value : one)))}
        />
      ))}
      <div>
        <Button type="submit" variant="primary" pending={pending} closed={shut}>
          Enregistrer le projet
        </Button>
      </div>
    </form>
  );
}
