'use client';

import type { PackContent, PreparedIntent } from '../../../_client/pack-types';
import { Button } from '../../../_ui/button';
import { preparedWords, wishWords } from './intent-words';

export interface IntentTableProps {
  content: PackContent;
  intents: readonly PreparedIntent[];
  onOpen: (dossierId: string) => void;
  onRemove: (intent: PreparedIntent) => void;
}

/** What was prepared, and that none of it is decided; each can be looked at again, changed or taken away. */
export function IntentTable({ content, intents, onOpen, onRemove }: IntentTableProps) {
  if (intents.length === 0) return <p className="py-2 text-ink-2">Rien de préparé. Ouvrez un dossier emporté pour préparer une décision.</p>;
  return (
    <ul className="border-t border-line">
      {intents.map((intent) => {
        const entry = content.entries.find(({ dossierId }) => dossierId === intent.dossierId);
        const name = entry?.patientName ?? 'Dossier sorti de la liste';
        return (
          <li key={intent.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line py-2">
            <div className="min-w-0 flex-1 basis-72">
              <p>
                <b className="font-strong">{name}</b>{' '}
                <span className="text-s text-ink-2">
                  {[entry?.siteName, entry?.place].filter(Boolean).join(' · ')} · empreinte{' '}
                  <span className="figures whitespace-nowrap">
                    {intent.displayed.slice(0, 4)}…{intent.displayed.slice(-4)}
                  </span>
                </span>
              </p>
              <p>
                <b>{wishWords(intent)}</b>
                {intent.holdReason && ` : ${intent.holdReason}`}
                {intent.comment && ` · « ${intent.comment} »`}
              </p>
              <p className="font-strong text-changed">{preparedWords(intent)}</p>
            </div>
            <div className="flex gap-2">
              <Button aria-label={`Modifier ce qui est préparé pour ${name}`} onClick={() => onOpen(intent.dossierId)}>
                Modifier
              </Button>
              <Button aria-label={`Retirer ce qui est préparé pour ${name}`} onClick={() => onRemove(intent)}>
                Retirer
              </Button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
