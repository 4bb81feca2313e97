import { formatInstant } from '../../../../_text/format';
import type { User } from '../../_logic/types';
import { personName } from '../../_logic/user-words';

/** The foot of the printed sheet: the undertaking of secrecy and who signs (GBUI II-2). */
export function SheetSignatures({ user, now }: { user: User; now: Date }) {
  return (
    <div className="hidden gap-6 px-4 pt-6 print:grid">
      <p>
        Je m’engage à garder le secret sur tout ce que j’apprends des patients dans l’exercice de ces habilitations, à ne prêter ni mon identifiant ni mes
        moyens d’identification, et à signaler sans attendre leur perte.
      </p>
      <div className="grid grid-cols-2 gap-8">
        <p className="h-24 border-t border-line-strong pt-1">{personName(user.identity)}, date et signature</p>
        <p className="h-24 border-t border-line-strong pt-1">Pour le laboratoire, date et signature</p>
      </div>
      <p className="text-s text-ink-2">Fiche d’habilitation imprimée le {formatInstant(now)}. L’état qui fait foi est dans Relais.</p>
    </div>
  );
}
