import type { Split } from '../_logic/selection';

/** What the signature leaves, each with its reason: nothing is left out in silence. */
export function UnsignedList({ unsigned }: Pick<Split, 'unsigned'>) {
  if (unsigned.length === 0) return <p className="text-s text-ink-2">Le dossier sera entièrement validé.</p>;
  const reasons = [...new Set(unsigned.map(({ reason }) => reason))];
  return (
    <section>
      <h3 className="font-strong">Vous ne signez pas</h3>
      <ul className="text-s">
        {reasons.map((reason) => (
          <li key={reason}>
            <b>
              {unsigned
                .filter((item) => item.reason === reason)
                .map(({ result }) => [result.label, result.isNumeric && result.standing !== 'awaited' ? result.value : ''].filter(Boolean).join(' '))
                .join(', ')}
            </b>{' '}
            : {reason}. Rien n’en est transmis.
          </li>
        ))}
      </ul>
    </section>
  );
}
