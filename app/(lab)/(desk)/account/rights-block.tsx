import { formatDate } from '../../../_text/format';
import { roleWords } from '../_logic/roles';
import type { OwnAccount } from '../_logic/types';
import { Block } from './block';

/** What one may do, where, until when, and who gave it. */
export function RightsBlock({ rights }: { rights: OwnAccount['rights'] }) {
  return (
    <Block title="Mes habilitations">
      {rights.length === 0 && <p className="text-ink-2">Aucune. Demandez-la à l’administrateur.</p>}
      <ul>
        {rights.map((right) => (
          <li key={right.id} className="border-b border-line py-2">
            <b className="block font-medium first-letter:uppercase">{[roleWords(right.role), right.site, right.ward].filter(Boolean).join(', ')}</b>
            <span className="text-s text-ink-2">
              depuis le {formatDate(right.validFrom)}
              {right.validTo ? ` jusqu’au ${formatDate(right.validTo)}` : ''}, donnée par {giverOf(right.grantedBy)}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** A process has no name of a person. */
const giverOf = (name: string): string => (name === 'admin' || name === 'seed' ? 'l’installation' : name);
