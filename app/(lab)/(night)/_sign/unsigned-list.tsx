import type { Split } from '../_logic/selection';

/** What the signature leaves, each with its reason: nothing is left out in silence. */
export function UnsignedList({ unsigned }: Pick<Split, 'unsigned'>) {
  if (unsigned.length === 0) return <p className="text-s text-ink-2">Le dossier sera entièrement validé.</p>;
  const reasons = [...new Set(unsigned.map(({ reason }) => reason))];
  return (
    <section>
      <h3 className="font-strong">Vous ne signez pas</h3>
      <ul className="text-s">
        {reasons.map((reason) => {
          const left = unsigned.filter((item) => item.reason === reason);
          return (
            <li key={reason}>
              <b>
                {left
                  .map(({ result }) => [result.label, result.isNumeric && result.standing !== 'awaited' ? result.value : ''].filter(Boolean).join(' '))
                  .join(', ')}
              </b>{' '}
              : {left.length > 1 ? severalWords(reason) : reason}. Rien n’en est transmis.
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The same reason for several results: « non sélectionnés, restent à valider ». */
const severalWords = (reason: string): string =>
  reason
    .replace('non sélectionné,', 'non sélectionnés,')
    .replace(/\breste (?=à valider|en attente)/, 'restent ')
    .replace('ne l’a pas encore rendu', 'ne les a pas encore rendus');
