'use client';

import type { ReactNode } from 'react';
import type { PackContent, PreparedIntent } from '../../../_client/pack-types';
import { formatTime, plural } from '../../../_text/format';
import { GroupTitle, ListColumn } from '../../../_ui/tablet-frame';
import { Highlights } from '../_list/highlights';
import { briefPerson } from '../_logic/identity-words';
import { groupTimeWords } from '../_logic/time-words';
import { preparedWords, seenWords, wishWords } from './intent-words';

export interface GardeListProps {
  content: PackContent;
  intents: readonly PreparedIntent[];
  current: string | null;
  now: Date;
  onOpen: (dossierId: string | null) => void;
  lock: ReactNode;
}

/** The dossiers that the tablet carries, each with its age and with what was prepared on it. */
export function GardeList({ content, intents, current, now, onOpen, lock }: GardeListProps) {
  const { entries, notCarried, takenAt } = content;
  return (
    <ListColumn
      label="Dossiers emportés"
      header={
        <>
          <div className="flex items-center justify-between gap-2">
            <p className="text-title font-strong">Emportés</p>
            <span className="max-wide:hidden">{lock}</span>
          </div>
          <p className="text-s text-ink-2">
            État de <b className="figures">{formatTime(takenAt)}</b>, rien de plus récent ici.
          </p>
          <button
            type="button"
            onClick={() => onOpen(null)}
            aria-current={current === null || undefined}
            className="mt-1 min-h-touch w-full cursor-pointer text-left font-semibold text-action underline decoration-1 underline-offset-[3px]"
          >
            {plural(intents.length, 'intention préparée', 'intentions préparées')}
          </button>
        </>
      }
      footer={
        <>
          {notCarried > 0 && <b className="font-strong">{plural(notCarried, 'dossier non emporté', 'dossiers non emportés')}. </b>}
          La suite n’est pas connue ici.
        </>
      }
    >
      <GroupTitle title="Sur la tablette" count={entries.length} />
      <ul>
        {entries.map((entry) => {
          const intent = intents.find(({ dossierId }) => dossierId === entry.dossierId);
          const { text, urgent } = groupTimeWords(entry, entry.group, now);
          return (
            <li key={entry.dossierId}>
              <button
                type="button"
                onClick={() => onOpen(entry.dossierId)}
                aria-current={current === entry.dossierId || undefined}
                className={`block w-full cursor-pointer border-b border-l-[3px] border-b-line py-[5px] pr-3 pl-[9px] text-left text-s leading-[17px] -outline-offset-3 ${current === entry.dossierId ? 'border-l-action bg-surface' : 'border-l-transparent'}`}
              >
                <span className="flex items-baseline justify-between gap-2">
                  <b className={`text-l whitespace-nowrap ${urgent ? 'text-critical' : ''}`}>{text}</b>
                  <span className="text-right text-ink-2">{[entry.siteName, entry.place].filter(Boolean).join(' · ')}</span>
                </span>
                <span className="block">
                  <b className="text-base font-strong">{entry.patientName}</b> {briefPerson(entry, now)}
                </span>
                <span className="block font-medium">
                  <Highlights entry={entry} />
                </span>
                <span className="block text-ink-2">{seenWords(takenAt, now)}</span>
                {intent && (
                  <span className="block font-strong text-changed">
                    <span aria-hidden="true">◆ </span>
                    {wishWords(intent)}, {preparedWords(intent)}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </ListColumn>
  );
}
