'use client';

import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { useAct } from '../../../../_client/use-act';
import { formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ButtonLink } from '../../../../_ui/button-link';
import { Field } from '../../../../_ui/field';
import { ActSays } from '../../_desk/act-says';
import { alarmAge, alarmDossiers, alarmPlace, alarmWords } from '../../_logic/reconciliation-words';
import type { LinkAlarm } from '../../_logic/types';

interface AlarmListProps {
  alarms: readonly LinkAlarm[];
  names: ReadonlyMap<string, string>;
  now: Date;
  mayAct: boolean;
  /** Whether the repair desk opens to the person. */
  mayMend: boolean;
  onChanged: () => void;
}

/** What rings, oldest first, then what has stopped within the week; each says what, since when and who looks after it. */
export function AlarmList({ alarms, names, now, mayAct, mayMend, onChanged }: AlarmListProps) {
  const open = alarms.filter(({ closedAt }) => closedAt === null);
  const closed = alarms.filter(({ closedAt }) => closedAt !== null);
  return (
    <section aria-labelledby="alarmes" className="border-line bg-paper px-4 py-3 desk:border-l">
      <h2 id="alarmes" className="text-l font-strong">
        {open.length === 0 ? 'Aucune alarme' : `Alarmes ouvertes\u00a0: ${open.length}`}
      </h2>
      <ul>
        {open.map((alarm) => (
          <Alarm
            key={alarm.id}
            alarm={alarm}
            name={alarm.laboratoryId ? names.get(alarm.laboratoryId) : undefined}
            now={now}
            mayAct={mayAct}
            mayMend={mayMend}
            onChanged={onChanged}
          />
        ))}
      </ul>
      {closed.length > 0 && (
        <details className="pt-3" data-print="open">
          <summary className="min-h-touch cursor-pointer py-2 font-medium">
            Closes depuis sept jours{'\u00a0'}: {closed.length}
          </summary>
          <ul>
            {closed.map((alarm) => (
              <Alarm
                key={alarm.id}
                alarm={alarm}
                name={alarm.laboratoryId ? names.get(alarm.laboratoryId) : undefined}
                now={now}
                mayAct={false}
                mayMend={false}
                onChanged={onChanged}
              />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Alarm({ alarm, name, now, mayAct, mayMend, onChanged }: Omit<AlarmListProps, 'alarms' | 'names'> & { alarm: LinkAlarm; name: string | undefined }) {
  const trpc = useTRPC();
  const [why, setWhy] = useState('');
  const take = useAct(trpc.reconciliation.take.mutationOptions({ onSettled: onChanged }));
  const settle = useAct(trpc.reconciliation.settle.mutationOptions({ onSettled: onChanged }));
  const dossiers = alarmDossiers(alarm);
  const isOpen = alarm.closedAt === null;
  const place = alarmPlace(alarm);
  return (
    <li data-print="whole" className={`grid gap-1 border-b border-line py-2 ${isOpen ? 'border-l-3 border-l-critical pl-3' : 'text-ink-2'}`}>
      <b className="font-strong">
        {isOpen ? '▲ ' : '✓ '}
        {name ? `${name}\u00a0: ` : ''}
        {alarmWords(alarm)}
      </b>
      <span className="text-s">
        <time dateTime={alarm.openedAt.toISOString()}>{formatInstant(alarm.openedAt)}</time>, {alarmAge(alarm, now)}
        {alarm.takenByName && `. Pris en charge par ${alarm.takenByName}`}
      </span>
      {dossiers.length > 0 && <span className="figures text-s">Dossiers {dossiers.join(', ')}</span>}
      {isOpen && (mayAct || (place && mayMend)) && (
        <div data-print="no" className="flex flex-wrap items-end gap-2">
          {place && mayMend && <ButtonLink href={place}>Aller au point</ButtonLink>}
          {mayAct && alarm.takenByName === null && (
            <Button pending={take.isPending} onClick={() => take.mutate({ alarmId: alarm.id })}>
              Prendre en charge
            </Button>
          )}
          {mayAct && alarm.maySettle && (
            <>
              <Field label="Motif pour classer" value={why} onChange={(event) => setWhy(event.target.value)} maxLength={300} />
              <Button pending={settle.isPending} closed={why.trim().length < 5} onClick={() => settle.mutate({ alarmId: alarm.id, why })}>
                Classer
              </Button>
            </>
          )}
        </div>
      )}
      <ActSays acts={[take, settle]} />
    </li>
  );
}
