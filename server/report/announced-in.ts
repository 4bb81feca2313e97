import type { Transaction } from '../../db/client';
import { readAnnouncements } from '../alert/read-announcements';
import { localIso } from '../platform/local-time';
import { resultsOf } from './compose-rules';
import type { ReportContent } from './types';

export type Announced = NonNullable<ReportContent['announcements']>;

/** What was announced of the results that this version tells; a value that was corrected since is not told under its old one. */
export async function announcedIn(tx: Transaction, dossierId: string, content: ReportContent): Promise<Announced> {
  const shown = new Set(resultsOf(content).map(({ observationId }) => observationId));
  return (await readAnnouncements(tx, dossierId)).flatMap(({ values, at, spokenTo, quality, by, via }) => {
    const told = values
      .filter(({ observationVersionId }) => shown.has(observationVersionId))
      .map(({ label, value, unit }) => [label, value, unit].filter(Boolean).join(' '));
    return told.length > 0 ? [{ values: told, at: localIso(at, 'Europe/Paris'), spokenTo, quality, by, via }] : [];
  });
}

/**
 * What was announced of them since they were released: it stands beside the report and is no part of it. No result has changed, so there is nothing to correct and
 * nothing to supersede; what was frozen and hashed stays as it was.
 * @see ISO 15189:2022 7.4.1.3, 7.4.1.8; docs/decisions/019-announced-later.md
 */
export async function announcedLater(tx: Transaction, dossierId: string, content: ReportContent): Promise<Announced> {
  const known = new Set((content.announcements ?? []).map(keyOf));
  return (await announcedIn(tx, dossierId, content)).filter((one) => !known.has(keyOf(one)));
}

const keyOf = ({ at, spokenTo, values }: Announced[number]): string => [at, spokenTo, ...values].join('\u001f');
