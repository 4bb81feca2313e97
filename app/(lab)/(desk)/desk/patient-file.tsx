'use client';

import { formatCalendarDate, formatDate, NBSP } from '../../../_text/format';
import { DefinitionFacts } from '../../../_ui/definition-facts';
import { GrantForm } from './grant-form';
import { RepresentativeRow } from './representative-row';
import { SlipButton } from './slip-button';
import type { DeskFile, Slip } from './types';

export interface FileProps {
  file: DeskFile;
  /** Something was granted or taken back: the file is read again. */
  onChanged: () => void;
  onSlip: (slip: Slip) => void;
}

const OPPOSITIONS = { notices: 'Ne veut pas d’avis', portal: 'Ne veut rien en ligne' } as const;

/** One patient at the desk: who it is, the way in, who reads for him, what he opposes; nothing of any result. */
export function PatientFile({ file, onChanged, onSlip }: FileProps) {
  return (
    <section aria-label="Patient" className="grid gap-5">
      <div className="border-t border-line-strong pt-3">
        <h2 className="text-l font-strong">{file.name}</h2>
        <DefinitionFacts
          termWidth="150px"
          facts={[
            { term: 'Nom de naissance', value: file.birthName },
            { term: 'Né(e) le', value: file.birthDate ? formatCalendarDate(file.birthDate) : 'date inconnue' },
            { term: 'IPP', value: `${file.identifier}, ${file.hospital}` },
            { term: 'Espace en ligne', value: file.hasAccount ? 'Ouvert, avec un compte' : 'Pas encore de compte' },
            { term: 'Adresse confirmée', value: file.hasConfirmedContact ? 'Oui' : `Non${NBSP}: aucun avis ne part` },
          ]}
        />
        <div className="px-4 pt-3">
          <SlipButton patientId={file.patientId} representationId={null} onSlip={onSlip}>
            Imprimer un code d’accès
          </SlipButton>
        </div>
      </div>
      {file.oppositions.length > 0 && (
        <div>
          <h3 className="font-strong">Oppositions</h3>
          <ul>
            {file.oppositions.map((row) => (
              <li key={`${row.subject} ${row.since.toISOString()}`} className={row.endedAt ? 'text-ink-2' : ''}>
                {OPPOSITIONS[row.subject]}, depuis le {formatDate(row.since)}
                {row.endedAt && `, jusqu’au ${formatDate(row.endedAt)}`}.
              </li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <h3 className="font-strong">Qui lit pour lui</h3>
        {file.representatives.length === 0 && <p className="text-ink-2">Personne.</p>}
        <ul>
          {file.representatives.map((row) => (
            <RepresentativeRow key={row.representationId} row={row} patientId={file.patientId} patientName={file.name} onChanged={onChanged} onSlip={onSlip} />
          ))}
        </ul>
      </div>
      <GrantForm key={`${file.patientId} ${file.representatives.length}`} file={file} onChanged={onChanged} />
    </section>
  );
}
