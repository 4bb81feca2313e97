'use client';

import { Select } from '../../../_ui/select';
import { type CommentLine, lineKey, type Target, targetLabel } from '../_logic/comment-lines';
import type { Card, UsedPhrase } from '../_logic/types';
import { PhraseField } from './phrase-field';

export interface CommentLinesProps {
  card: Card;
  /** What may be commented. */
  targets: readonly Target[];
  lines: readonly CommentLine[];
  readOnly: boolean;
  onLines: (lines: readonly CommentLine[]) => void;
  onPhrase: (phrase: UsedPhrase) => void;
}

/** Comments on results, samples or the dossier, each in a field of its own; emptied, a comment that was there is withdrawn. */
export function CommentLines({ card, targets, lines, readOnly, onLines, onPhrase }: CommentLinesProps) {
  const change = (key: string, text: string) => onLines(lines.map((line) => (lineKey(line) === key ? { ...line, text } : line)));
  const free = targets.filter((target) => !lines.some((line) => line.corrects === null && lineKey(line) === lineKey({ ...target, corrects: null })));
  return (
    <div className="grid gap-3">
      {lines.map((line) => (
        <div key={lineKey(line)} className="grid gap-1">
          <PhraseField
            label={`${line.corrects ? 'Corriger : ' : ''}${targetLabel(line, targets)}`}
            dossierId={card.dossierId}
            laboratoryId={card.laboratory.id}
            observationId={line.level === 'analyte' ? line.target : null}
            value={line.text}
            readOnly={readOnly}
            onValue={(text) => change(lineKey(line), text)}
            onPhrase={onPhrase}
            remove={
              line.corrects === null
                ? { label: `Ne pas commenter ${targetLabel(line, targets)}`, run: () => onLines(lines.filter((other) => other !== line)) }
                : undefined
            }
          />
          {line.corrects !== null && line.text.trim() === '' && <p className="text-s font-medium text-changed">Ce commentaire sera retiré du compte rendu.</p>}
        </div>
      ))}
      {free.length > 0 && (
        <Select
          label="Ajouter un commentaire sur"
          placeholder="Choisissez"
          value=""
          options={free.map((target) => ({ value: lineKey({ ...target, corrects: null }), label: target.label }))}
          onChange={(event) => {
            const target = free.find((one) => lineKey({ ...one, corrects: null }) === event.target.value);
            if (target) onLines([...lines, { level: target.level, target: target.target, text: '', corrects: null, before: '' }]);
          }}
        />
      )}
    </div>
  );
}
