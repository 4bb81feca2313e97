'use client';

import { type FormEvent, useState } from 'react';
import { POLICY_COLUMNS, rowCells, rowOfCells } from '../../../../../server/api/call-policy';
import { Button } from '../../../../_ui/button';
import { Dialog } from '../../../../_ui/dialog';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import type { PolicyRow } from '../../_logic/types';

interface RowDialogProps {
  /** Null: a new row. */
  row: PolicyRow | null;
  isFirst: boolean;
  pending: boolean;
  problem: string | null;
  onClose: () => void;
  /** `row` null = taken away. */
  onChange: (next: { row: PolicyRow | null; isUp: boolean }) => Promise<void>;
}

const HINTS: Partial<Record<(typeof POLICY_COLUMNS)[number], string>> = {
  Code: 'Court et propre à la ligne : K-DIAL',
  LOINC: 'Un ou plusieurs, séparés par une espace',
  Unité: 'UCUM : mmol/L, g/L, 10*9/L ; convertie dans les deux sens',
  Textes: 'Au lieu de bornes : débuts de texte séparés par |, par exemple Positif',
  Services: 'Codes où se trouve le patient maintenant ; vide : tous',
  Venues: 'I hospitalisé, O externe, E urgences ; vide : toutes',
  'Âge à partir de': '28 j, 6 mois, 18 ans ; vide : sans limite',
  'Âge sous': 'exclu ; 28 j, 6 mois, 18 ans',
  'Connu (heures)': 'Vide : toujours appeler',
};
const CHOICES: Partial<Record<(typeof POLICY_COLUMNS)[number], readonly { value: string; label: string }[]>> = {
  Sexe: [
    { value: '', label: 'Tous' },
    { value: 'F', label: 'Femmes' },
    { value: 'M', label: 'Hommes' },
  ],
  'Connu (règle)': [
    { value: '', label: 'Sans objet' },
    { value: 'amélioration', label: 'Pas de nouvel appel sans aggravation' },
    { value: 'connu', label: 'Pas de nouvel appel du tout' },
  ],
};

const written = (row: PolicyRow | null): string[] =>
  row ? rowCells(row).map((cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : (cell ?? ''))) : POLICY_COLUMNS.map(() => '');

/** One row as a form; what is wrong with it is said before it is sent, and the server reads it again. */
export function RowDialog({ row, isFirst, pending, problem, onClose, onChange }: RowDialogProps) {
  const [cells, setCells] = useState(() => written(row));
  const read = rowOfCells(cells);
  const shut = 'problem' in read ? read.problem : false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if ('row' in read && !pending) void onChange({ row: read.row, isUp: false });
  };
  return (
    <Dialog title={row ? `${row.label} (${row.code})` : 'Nouvelle ligne'} open onClose={onClose} busy={pending}>
      <form onSubmit={submit} className="grid gap-3 tablet:grid-cols-2">
        {POLICY_COLUMNS.map((title, index) => {
          const value = cells[index] ?? '';
          const change = (text: string) => setCells(cells.map((cell, place) => (place === index ? text : cell)));
          const options = CHOICES[title];
          return options ? (
            <Select key={title} label={title} value={value} options={options} onChange={(event) => change(event.target.value)} />
          ) : (
            <Field key={title} label={title} hint={HINTS[title] ?? ''} value={value} maxLength={300} onChange={(event) => change(event.target.value)} />
          );
        })}
        {problem && (
          <div className="col-span-full">
            <ErrorLine sentence={problem} />
          </div>
        )}
        <div className="col-span-full flex flex-wrap gap-2">
          <Button type="submit" variant="primary" pending={pending} closed={shut}>
            Enregistrer le projet
          </Button>
          {row && !isFirst && (
            <Button
              closed={shut !== false && 'ligne illisible'}
              pending={pending}
              onClick={() => 'row' in read && void onChange({ row: read.row, isUp: true })}
            >
              Monter d’une ligne
            </Button>
          )}
          {row && (
            <Button pending={pending} onClick={() => void onChange({ row: null, isUp: false })}>
              Retirer cette ligne
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
