import { formatDate, formatTimeWithSeconds } from '../../../../_text/format';
import { terminalWords } from '../../../../_text/terminal-words';
import { actorWords, traceSentence } from '../../_logic/trace-sentences';
import type { User } from '../../_logic/types';
import { Section } from '../section';

/** The newest entries and refusals of a person, and the newest acts upon the account. */
export function EntryList({ entries }: { entries: User['entries'] }) {
  return (
    <Section title="Entrées et actes récents" print="no">
      {entries.length === 0 && <p className="px-4 text-ink-2 desk:px-6">Rien encore.</p>}
      <ol className="px-4 desk:px-6">
        {entries.map((line) => (
          <li key={line.sequence} className="grid gap-x-4 border-b border-line py-1.5 tablet:grid-cols-[9.5rem_minmax(0,1fr)_minmax(0,14rem)]">
            <time dateTime={line.at.toISOString()} className="figures whitespace-nowrap">
              {formatDate(line.at)} {formatTimeWithSeconds(line.at)}
            </time>
            <span>
              {line.outcome === 'refused' && <b className="font-strong text-critical">✕ </b>}
              {traceSentence(line)}
            </span>
            <span className="text-s text-ink-2">
              {actorWords(line)}
              {line.address !== '' && `, ${line.address}`}
              {line.terminal !== '' && `, ${terminalWords(line.terminal)}`}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
