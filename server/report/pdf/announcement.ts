import type { ReportContent } from '../types';
import { STYLES } from './look';
import type { Span } from './text';
import { frenchInstant } from './words';

/** One announcement in words: when, to whom, by whom, how it was checked, and what was said. @see ISO 15189:2022 7.4.1.3 */
export function announcementSpans({ values, at, spokenTo, quality, by, via }: NonNullable<ReportContent['announcements']>[number]): Span[] {
  const how = via === 'portal' ? ', valeurs relues et retapées dans Relais' : `, par ${by}, relecture concordante`;
  return [
    { text: `Résultat critique annoncé le ${frenchInstant(at)} `, style: STYLES.smallBold },
    { text: `à ${spokenTo} (${quality})${how} : ${values.join(', ')}`, style: STYLES.small },
  ];
}
