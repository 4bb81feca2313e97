import { TRAITS, valueOf } from '../../../_logic/attach-words';
import type { ComparedPerson, IdentityCandidate } from '../../../_logic/types';

/** Two identities side by side, what differs marked by a shape and not by colour alone. */
export function CompareTable({ own, candidate, caption }: { own: ComparedPerson; candidate: IdentityCandidate; caption: string }) {
  const { person, differs } = candidate;
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-s text-ink-2">
        <tr>
          <th scope="col" className="w-[27%] pr-2 font-semibold">
            Trait
          </th>
          <th scope="col" className="pr-2 font-semibold">
            Reçu avec le dossier
          </th>
          <th scope="col" className="font-semibold">
            Personne connue
          </th>
        </tr>
      </thead>
      <tbody>
        {TRAITS.map(({ trait, label }) => {
          const isOther = differs.includes(trait);
          return (
            <tr key={trait} className={`border-t border-line align-baseline ${isOther ? 'bg-changed-soft' : ''}`}>
              <th scope="row" className="py-1 pr-2 text-s font-normal text-ink-2">
                {isOther && <span className="text-changed">◆ </span>}
                {label}
                {isOther && <span className="sr-only"> (différent)</span>}
              </th>
              <td className={`figures py-1 pr-2 [overflow-wrap:anywhere] ${isOther ? 'font-strong' : ''}`}>{valueOf(own, trait)}</td>
              <td className={`figures py-1 [overflow-wrap:anywhere] ${isOther ? 'font-strong' : ''}`}>{valueOf(person, trait)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
