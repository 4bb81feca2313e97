'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC } from '../../../../_client/trpc';
import { formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { Dialog } from '../../../../_ui/dialog';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { delayInForce, minutesWords, typedMinutes } from '../../_logic/delay-words';
import type { DelayLine } from '../../_logic/types';

interface DelayDialogProps {
  laboratoryId: string;
  line: DelayLine;
  mayManage: boolean;
  onClose: () => void;
  onChanged: () => void;
}

/** One examination's delay: what it was, by whom and why, and the form that sets the next one. */
export function DelayDialog({ laboratoryId, line, mayManage, onClose, onChanged }: DelayDialogProps) {
  const trpc = useTRPC();
  const { minutes: before, isOwn } = delayInForce(line);
  const [typed, setTyped] = useState(before === null ? '' : String(before));
  const [reason, setReason] = useState('');
  const set = useMutation(trpc.delays.set.mutationOptions({ onSuccess: onChanged }));
  const minutes = typedMinutes(typed);
  const shut = closedBecause({ minutes, isSame: isOwn && minutes === before, reason });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (shut || minutes === undefined || set.isPending) return;
    set.mutate({ laboratoryId, loincCode: line.loincCode, minutes, reason, seen: line.versions[0]?.version ?? 0 });
  };
  return (
    <Dialog title={line.label} open onClose={onClose} busy={set.isPending}>
      <p className="text-ink-2">
        LOINC {line.loincCode}. Relais propose{'\u00a0'}: {minutesWords(line.proposed) || 'aucun délai'}.
      </p>
      {mayManage && (
        <form onSubmit={submit} className="mt-3 grid gap-3">
          <Field
            label="Délai en minutes"
            hint="Du prélèvement au résultat validé, quand l’examen est demandé en urgence. Champ vide : aucun délai."
            inputMode="numeric"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={minutes === undefined ? 'de 5 à 2 880 minutes' : undefined}
          />
          <Field
            label="Motif"
            hint="Par exemple : liste des urgences du laboratoire, version de mars 2026."
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
          {set.isError && <ErrorLine sentence={sentenceOf(set.error)} />}
          <div>
            <Button type="submit" variant="primary" pending={set.isPending} closed={shut}>
              {isOwn || minutes !== before ? 'Fixer ce délai' : 'Confirmer ce délai'}
            </Button>
          </div>
        </form>
      )}
      <h3 className="mt-5 font-strong">Versions</h3>
      {line.versions.length === 0 && <p className="text-ink-2">Le laboratoire n’a encore rien fixé pour cet examen.</p>}
      <ol className="mt-1">
        {line.versions.map((version) => (
          <li key={version.version} className="border-t border-line py-2">
            <b className="font-strong">{minutesWords(version.minutes) || 'Aucun délai'}</b>, version {version.version}
            <span className="block text-s text-ink-2">
              {formatInstant(version.since)}, {version.madeByName}
              {'\u00a0'}: {version.reason}
            </span>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function closedBecause({ minutes, isSame, reason }: { minutes: number | null | undefined; isSame: boolean; reason: string }): string | false {
  if (minutes === undefined) return 'délai illisible';
  if (isSame) return 'c’est déjà ce délai';
  return reason.trim().length < 10 && 'écrivez le motif, 10 caractères au moins';
}
