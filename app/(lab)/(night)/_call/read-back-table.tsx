'use client';

import { agrees } from '../../../../server/api/read-back';
import { Checkbox } from '../../../_ui/checkbox';
import { Field } from '../../../_ui/field';
import type { CallSheetData } from '../_logic/types';

export interface ReadBackTableProps {
  identity: string;
  isIdentityRepeated: boolean;
  onIdentity: (isRepeated: boolean) => void;
  values: CallSheetData['values'];
  repeated: Readonly<Record<string, string>>;
  onRepeated: (observationVersionId: string, text: string) => void;
}

/** What is said, what is repeated and whether they agree, line by line; the fields start empty, so that nobody confirms without listening. */
export function ReadBackTable({ identity, isIdentityRepeated, onIdentity, values, repeated, onRepeated }: ReadBackTableProps) {
  return (
    <ul className="grid">
      <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,10rem)_minmax(0,1fr)] items-center gap-x-3 border-b border-line py-1 max-tablet:grid-cols-1">
        <b className="font-semibold">{identity}</b>
        <Checkbox label="répété" checked={isIdentityRepeated} onChange={(event) => onIdentity(event.target.checked)} />
        <Verdict said={identity} heard={isIdentityRepeated ? identity : ''} />
      </li>
      {values.map(({ observationVersionId, label, value, unit, reason }) => (
        <li
          key={observationVersionId}
          className="grid grid-cols-[minmax(0,1fr)_minmax(0,10rem)_minmax(0,1fr)] items-center gap-x-3 border-b border-line py-1 max-tablet:grid-cols-1"
        >
          <span>
            {label} <b className="figures text-value font-strong">{value}</b> {unit}
            {reason && <span className="block text-s text-ink-2">{reason}</span>}
          </span>
          <Field
            label={`${label} répété`}
            labelHidden
            placeholder="il répète"
            autoComplete="off"
            inputMode={/^[\d\s.,<>=-]+$/.test(value) ? 'decimal' : 'text'}
            maxLength={200}
            value={repeated[observationVersionId] ?? ''}
            onChange={(event) => onRepeated(observationVersionId, event.target.value)}
          />
          <Verdict said={value} heard={repeated[observationVersionId] ?? ''} />
        </li>
      ))}
    </ul>
  );
}

function Verdict({ said, heard }: { said: string; heard: string }) {
  if (heard.trim() === '') return <span className="text-ink-2">à faire répéter</span>;
  return agrees(said, heard) ? (
    <span role="status" className="font-semibold text-fresh">
      ✓ concorde
    </span>
  ) : (
    <span role="status" className="font-semibold text-critical">
      ≠ {heard.trim()} au lieu de {said}. Faites répéter.
    </span>
  );
}
