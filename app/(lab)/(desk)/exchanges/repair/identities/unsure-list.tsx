import { sinceWords } from '../../../_logic/activity-words';
import { reliabilityWords, unsureWords } from '../../../_logic/attach-words';
import type { UnsureDossier } from '../../../_logic/types';

interface UnsureListProps {
  dossiers: readonly UnsureDossier[];
  chosenId: string | null;
  now: Date;
  onChoose: (dossierId: string) => void;
}

/** What waits, newest first, then what was attached and can still be undone. */
export function UnsureList({ dossiers, chosenId, now, onChoose }: UnsureListProps) {
  return (
    <ul className="max-tablet:max-h-[40vh] max-tablet:overflow-y-auto">
      {dossiers.map((dossier) => (
        <li key={dossier.dossierId} id={`rattacher-${dossier.dossierId}`} className="border-b border-line">
          <button
            type="button"
            aria-current={dossier.dossierId === chosenId}
            onClick={() => onChoose(dossier.dossierId)}
            className="grid min-h-touch w-full cursor-pointer gap-0.5 border-l-4 border-transparent px-4 py-2 text-left -outline-offset-3 hover:bg-sunken aria-[current=true]:border-action aria-[current=true]:bg-surface"
          >
            <b className="font-strong">{unsureWords(dossier)}</b>
            <span className="figures text-s text-ink-2">
              dossier {dossier.accessionNumber} · {reliabilityWords(dossier.identityReliability)} · depuis {sinceWords(dossier.createdAt, now)}
            </span>
            {dossier.attachmentId !== null && <span className="text-s text-fresh">✓ rattaché</span>}
            {dossier.attachmentId === null && dossier.isReleased && <span className="text-s text-changed">◆ compte rendu déjà diffusé</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
