import Link from 'next/link';
import { formatInstant } from '../../../_text/format';
import { ScrollArea } from '../../../_ui/scroll-area';
import type { Places, UserLine } from '../_logic/types';
import { personName, placeWords, rolesOf, STATE_WORDS } from '../_logic/user-words';

const HEADINGS = ['Personne', 'État', 'Droits en vigueur', 'Où', 'Dernière entrée'];

/** The accounts by name: who, where the account stands, what for and where, when last seen. */
export function UserList({ items, places }: { items: readonly UserLine[]; places: Places | undefined }) {
  const cell = 'border-b border-line px-2 py-1.5 align-top first:pl-4 desk:first:pl-6';
  return (
    <ScrollArea label="Comptes" className="overflow-x-auto">
      <table className="w-full border-collapse">
        <caption className="sr-only">Comptes, par nom</caption>
        <thead>
          <tr className="text-left text-s text-ink-2">
            {HEADINGS.map((heading) => (
              <th key={heading} scope="col" className="border-b border-line-strong px-2 py-1.5 font-medium first:pl-4 desk:first:pl-6">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row" className={`${cell} text-left font-normal`}>
                <Link href={`/users/${item.id}`} prefetch={false} className="block min-h-touch underline-offset-[3px] hover:underline">
                  <b className="font-strong">{personName(item)}</b>
                  <span className="block text-s text-ink-2">
                    {item.login}, {item.profession}
                  </span>
                </Link>
              </th>
              <td className={`${cell} whitespace-nowrap`}>
                <b className={`font-strong ${STATE_WORDS[item.state].tone}`}>
                  {STATE_WORDS[item.state].sign} {STATE_WORDS[item.state].label}
                </b>
                {item.kind === 'emergency' && <span className="block text-s">compte de secours</span>}
                {item.state === 'to-grant' && item.isFromProvider && <span className="block text-s text-ink-2">venu par Pro Santé Connect</span>}
              </td>
              <td className={cell}>{rolesOf(item.roles) || <span className="text-ink-2">aucun</span>}</td>
              <td className={`${cell} text-s`}>
                {[...item.siteIds.map((siteId) => ({ siteId, wardId: null })), ...item.wardIds.map((wardId) => ({ siteId: null, wardId }))]
                  .map((place) => placeWords(place, places))
                  .filter((place) => place !== '')
                  .join(' · ')}
              </td>
              <td className={`${cell} figures whitespace-nowrap text-s`}>
                {item.lastEntryAt ? (
                  <time dateTime={item.lastEntryAt.toISOString()}>{formatInstant(item.lastEntryAt)}</time>
                ) : (
                  <span className="text-ink-2">jamais</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
