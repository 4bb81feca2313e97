import { formatDuration, formatTime, type Instant } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';

/** « ouvert par K. HADDAD il y a 2 min » ; '' = nobody else has it open. */
export function openedWords(opened: { name: string; since: Date } | undefined, now: Instant): string {
  if (!opened) return '';
  const [given = '', ...family] = opened.name.split(' ');
  const short = family.length > 0 ? `${given.slice(0, 1)}. ${family.join(' ')}` : given;
  const length = new Date(now).getTime() - opened.since.getTime();
  return `ouvert par ${short} ${length < 60_000 ? 'à l’instant' : `depuis ${formatDuration(length)}`}`;
}

/** Who has the hand on the open dossier, and that one may read. */
export const holderWords = ({ name, since, hasTaken }: { name: string; since: Date; hasTaken: boolean }): string =>
  hasTaken
    ? `${name} a pris la main sur ce dossier à ${formatTime(since)}. Vous pouvez lire ; pour décider, reprenez la main.`
    : refusalSentence('opened-elsewhere', { by: name, at: since.toISOString() });
