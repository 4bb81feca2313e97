'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC } from '../../../../_client/trpc';
import { formatInstant, formatPhone } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { Checkbox } from '../../../../_ui/checkbox';
import { Dialog } from '../../../../_ui/dialog';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import type { WardOfPhones, WardPhoneLine } from '../../_logic/types';
import { DAY_LETTERS, lineHours } from '../../_logic/ward-phone-words';

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const EMPTY: WardPhoneLine = { label: '', number: '', days: WEEK, from: '00:00', to: '00:00', isDuty: false };

/** The numbers of one ward by days and hours, and what they were before; a change is a new version under the person's name. */
export function WardDialog({ ward, mayChange, onClose, onChanged }: { ward: WardOfPhones; mayChange: boolean; onClose: () => void; onChanged: () => void }) {
  const [newest, ...older] = ward.versions;
  const [lines, setLines] = useState<WardPhoneLine[]>(
    () => newest?.lines ?? (ward.phone ? [{ ...EMPTY, label: 'poste du service', number: ward.phone }] : [EMPTY]),
  );
  const change = useMutation(useTRPC().wardPhones.change.mutationOptions({ onSuccess: onChanged }));
  const wrong = lines.find((line) => line.label.trim() === '' || !/^\+?\d[\d .]{1,23}$/.test(line.number.trim()) || line.days.length === 0);
  const shut = wrong ? 'chaque ligne a un nom, un numéro et au moins un jour' : false;
  const put = (index: number, fields: Partial<WardPhoneLine>) => setLines(lines.map((line, place) => (place === index ? { ...line, ...fields } : line)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!shut && !change.isPending) change.mutate({ wardId: ward.wardId, seen: newest?.version ?? 0, lines });
  };
  return (
    <Dialog title={`${ward.name}, ${ward.hospital}`} open onClose={onClose} busy={change.isPending}>
      <p className="text-ink-2">L’appel utilise la première ligne qui vaut à cette heure ; à défaut, le numéro de garde.</p>
      {mayChange ? (
        <form onSubmit={submit} className="mt-3 grid gap-4">
          {lines.map((line, index) => (
            <fieldset key={index} className="grid gap-2 border-l-3 border-line-strong pl-3 tablet:grid-cols-2">
              <legend className="sr-only">Numéro {index + 1}</legend>
              <Field label="Qui répond" value={line.label} maxLength={60} onChange={(event) => put(index, { label: event.target.value })} />
              <Field label="Numéro" type="tel" value={line.number} maxLength={24} onChange={(event) => put(index, { number: event.target.value })} />
              <Field label="De" type="time" value={line.from} onChange={(event) => put(index, { from: event.target.value })} />
              <Field label="À" hint="Même heure : toute la journée" type="time" value={line.to} onChange={(event) => put(index, { to: event.target.value })} />
              <div className="col-span-full flex flex-wrap gap-x-3">
                {WEEK.map((day) => (
                  <Checkbox
                    key={day}
                    label={DAY_LETTERS[day - 1] ?? ''}
                    checked={line.days.includes(day)}
                    onChange={(event) =>
                      put(index, { days: event.target.checked ? [...line.days, day].toSorted((a, b) => a - b) : line.days.filter((one) => one !== day) })
                    }
                  />
                ))}
              </div>
              <div className="col-span-full flex flex-wrap items-center justify-between gap-2">
                <Checkbox
                  label="Numéro de garde, à défaut d’un autre"
                  checked={line.isDuty}
                  onChange={(event) => put(index, { isDuty: event.target.checked })}
                />
                <Button onClick={() => setLines(lines.filter((_, place) => place !== index))}>Retirer</Button>
              </div>
            </fieldset>
          ))}
          {change.isError && <ErrorLine sentence={sentenceOf(change.error)} />}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={change.isPending} closed={shut}>
              Enregistrer
            </Button>
            <Button closed={lines.length >= 12 && '12 lignes au plus'} onClick={() => setLines([...lines, EMPTY])}>
              Ajouter un numéro
            </Button>
          </div>
        </form>
      ) : (
        <Lines lines={newest?.lines ?? []} />
      )}
      {older.length > 0 && (
        <details className="mt-4">
          <summary className="min-h-touch cursor-pointer py-3 text-action">Versions précédentes</summary>
          {older.map((version) => (
            <div key={version.version} className="border-t border-line py-2">
              <p className="text-s text-ink-2">
                Version {version.version}, {version.madeByName}, {formatInstant(version.madeAt)}
              </p>
              <Lines lines={version.lines} />
            </div>
          ))}
        </details>
      )}
    </Dialog>
  );
}

function Lines({ lines }: { lines: readonly WardPhoneLine[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={`${line.label} ${line.number} ${line.from}`}>
          <b className="figures">{formatPhone(line.number)}</b> {line.label}, {lineHours(line)}
        </li>
      ))}
    </ul>
  );
}
