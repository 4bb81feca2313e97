import { type IdentityChange, traitName, traitWords } from '../_logic/identity-change-words';

/** What was signed and what is known now, trait by trait. */
export function IdentityTable({ changes, caption }: { changes: readonly IdentityChange[]; caption?: string }) {
  return (
    <table className="w-full max-w-160 border-collapse text-left">
      <caption className={caption ? 'pb-1 text-left font-strong' : 'sr-only'}>{caption ?? 'Ce qui a changé dans l’identité'}</caption>
      <thead className="text-s text-ink-2">
        <tr>
          <th scope="col" className="pr-3 font-semibold">
            Trait
          </th>
          <th scope="col" className="pr-3 font-semibold">
            Signé
          </th>
          <th scope="col" className="font-semibold">
            Maintenant
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ trait, before, after }) => (
          <tr key={trait} className="align-baseline">
            <th scope="row" className="py-0.5 pr-3 font-normal">
              {traitName(trait)}
            </th>
            <td className="py-0.5 pr-3 [overflow-wrap:anywhere] line-through decoration-1">{traitWords(trait, before)}</td>
            <td className="py-0.5 font-strong [overflow-wrap:anywhere]">{traitWords(trait, after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
