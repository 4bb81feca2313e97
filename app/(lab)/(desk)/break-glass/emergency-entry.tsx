'use client';

import { EMERGENCY_REASONS } from '../../../_text/emergency-reasons';
import { formatAgo, formatInstant, formatTime, NBSP } from '../../../_text/format';
import { endWords, OUTCOME_WORDS, readingWords } from '../_logic/emergency-rows';
import type { EmergencyAccess } from '../_logic/types';
import { ReviewForm } from './review-form';

/** One access: when and by whom, for whom by number, why, what was read; then the review, to write or written. */
export function EmergencyEntry({ access, now, onReviewed }: { access: EmergencyAccess; now: Date; onReviewed: () => void }) {
  const heading = `acces-${access.id}`;
  return (
    <article
      aria-labelledby={heading}
      className="grid gap-x-10 gap-y-3 border-b border-line px-4 py-4 desk:grid-cols-[minmax(0,1fr)_26rem] desk:px-6 print:grid-cols-1"
    >
      <div>
        <h2 id={heading} className="text-l font-strong">
          {access.by}, {access.profession.toLowerCase()}
        </h2>
        <p className="text-ink-2">
          <time dateTime={access.grantedAt.toISOString()} className="figures text-ink">
            {formatInstant(access.grantedAt)}
          </time>
          , {formatAgo(access.grantedAt, now)}, {endWords(access)}. {access.rppsNumber && `RPPS ${access.rppsNumber}. `}IPP {access.patientNumber}.
        </p>
        {access.isOverdue && <p className="font-strong text-critical">À revoir depuis plus de 72{NBSP}h</p>}
        <p className="mt-2">
          <b>{EMERGENCY_REASONS[access.reason]}</b>
          {NBSP}: «{NBSP}
          {access.reasonText}
          {NBSP}»
        </p>
        <p className="mt-2 font-medium">{readingWords(access.readings)}</p>
        <ul>
          {access.readings.map((reading) => (
            <li key={`${reading.accessionNumber} ${reading.version} ${reading.viewedAt.toISOString()}`}>
              <span className="figures">{formatTime(reading.viewedAt)}</span> Dossier {reading.accessionNumber}, version {reading.version},{' '}
              {reading.medium === 'pdf' ? 'PDF' : 'écran'}
            </li>
          ))}
        </ul>
      </div>
      {access.review ? (
        <p className="border-line pt-1 desk:border-l desk:pl-6">
          <b className={access.review.outcome === 'unjustified' ? 'text-critical' : ''}>{OUTCOME_WORDS[access.review.outcome]}</b>
          <span className="block text-ink-2">
            Revu le {formatInstant(access.review.at)} par {access.review.by}
          </span>
          <span className="block whitespace-pre-line">{access.review.text}</span>
        </p>
      ) : (
        <ReviewForm access={access} onReviewed={onReviewed} />
      )}
    </article>
  );
}
