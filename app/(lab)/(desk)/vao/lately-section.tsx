import { formatInstant, plural } from '../../../_text/format';
import type { VaoState } from '../_logic/types';

const STATES = { pending: 'délai d’annulation en cours', effective: 'diffusé', cancelled: 'gardé pour un biologiste, rien n’est parti' } as const;

/** What it did since yesterday, dossier by dossier. */
export function LatelySection({ lately }: { lately: VaoState['lately'] }) {
  return (
    <section aria-label="Depuis vingt-quatre heures" className="grid gap-2">
      <h2 className="text-l font-strong">Depuis vingt-quatre heures</h2>
      <p>
        {plural(lately.effective, 'dossier validé automatiquement', 'dossiers validés automatiquement')}, {lately.pending} en délai d’annulation, {lately.kept}{' '}
        {lately.kept === 1 ? 'gardé' : 'gardés'} avant l’envoi.
      </p>
      {lately.decisions.length > 0 && (
        <ul>
          {lately.decisions.map((one) => (
            <li key={one.id} className="flex flex-wrap gap-x-3 border-b border-line py-1.5">
              <span className="figures">{formatInstant(one.signedAt)}</span>
              <span className="figures font-strong">{one.accessionNumber}</span>
              <span>{one.site}</span>
              <span>
                {plural(one.results, 'résultat', 'résultats')}, au nom de {one.name}
              </span>
              <span className="text-ink-2">{STATES[one.state]}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
