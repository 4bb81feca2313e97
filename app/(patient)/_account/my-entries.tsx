import { formatLongDate, formatTime } from '../../_text/format';
import type { MyAccess } from '../_logic/access-types';
import { deviceWords, methodWords } from '../_logic/access-words';

/** When the account was entered, how and from what: the person recognises what was not her. */
export function MyEntries({ entries }: { entries: MyAccess['entries'] }) {
  return (
    <>
      <h2 className="text-[1.1875rem] font-strong">Mes entrées</h2>
      <p className="text-ink-2">
        Une seule session à la fois. Une entrée n’est pas de vous{'\u202f'}? Retirez vos clés, changez le mot de passe, et appelez le laboratoire.
      </p>
      {entries.length === 0 && <p>Aucune depuis 90 jours.</p>}
      <ul>
        {entries.map((entry) => (
          <li key={entry.id} className="border-b border-warm-line py-2.5">
            <span className="block">
              {formatLongDate(entry.at)} à {formatTime(entry.at)}
              {entry.isThis ? <b>, cette session</b> : entry.isOpen ? <b>, ouverte</b> : null}
            </span>
            <span className="block text-base text-ink-2">
              {methodWords(entry.method)}, {deviceWords(entry.terminal)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
