'use client';

import { useState } from 'react';
import { plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { fieldWords } from '../../_logic/repair-words';
import type { OpenedRepair } from '../../_logic/types';

interface MessageTextProps {
  segments: OpenedRepair['segments'];
  segment: string;
  field: number | null;
  subject: string;
}

/** The message line by line, with the faulty field marked and named; text only, nothing of it runs. */
export function MessageText({ segments, segment, field, subject }: MessageTextProps) {
  const [all, setAll] = useState(false);
  if (segments.length === 0)
    return (
      <p className="border-y border-line py-3 text-ink-2">Le texte de ce message n’est ouvert à personne : son émetteur n’est rattaché à aucun laboratoire.</p>
    );
  const faulty = faultyIndex(segments, segment, field, subject);
  const near = segments.flatMap((_, index) => (index === 0 || index === faulty || Math.abs(index - faulty) === 1 ? [index] : []));
  const shown = all ? segments.map((_, index) => index) : near;
  return (
    <div className="border-y border-line py-2">
      <dl className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-y-1 font-mono text-s leading-6">
        {shown.map((index) => (
          <Line key={index} view={segments[index]} field={index === faulty ? field : null} isFaulty={index === faulty} segment={segment} />
        ))}
      </dl>
      {segments.length > near.length && (
        <Button onClick={() => setAll(!all)}>{all ? 'Replier les autres segments' : `Afficher les ${plural(segments.length, 'segment', 'segments')}`}</Button>
      )}
    </div>
  );
}

function Line({
  view,
  field,
  isFaulty,
  segment,
}: {
  view: OpenedRepair['segments'][number] | undefined;
  field: number | null;
  isFaulty: boolean;
  segment: string;
}) {
  if (!view) return null;
  return (
    <>
      <dt className="font-strong">{view.name}</dt>
      <dd className={`m-0 break-all ${isFaulty ? '' : 'text-ink-2'}`}>
        {view.fields.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place.
          <span key={index}>
            {/* MSH-1 is the separator itself. */}
            {view.name === 'MSH' && index === 0 ? '' : '|'}
            {index + 1 === field ? (
              <mark className="border-b-2 border-critical bg-critical-soft px-1 font-strong text-critical">
                {text || '(vide)'} <span className="font-sans">{fieldWords(segment, field)}</span>
              </mark>
            ) : (
              text
            )}
          </span>
        ))}
      </dd>
    </>
  );
}

/** The line that holds the subject, else the first of that name. */
function faultyIndex(segments: OpenedRepair['segments'], name: string, field: number | null, subject: string): number {
  const wanted = subject.split(' ')[0] ?? '';
  const holds = segments.findIndex((view) => view.name === name && (field === null || (view.fields[field - 1] ?? '').includes(wanted)));
  return holds >= 0 ? holds : segments.findIndex((view) => view.name === name);
}
