import { PatientFrame, PatientSection } from '../../_ui/patient-frame';
import { patientTabs } from '../_logic/patient-tabs';
import { LeaveButton } from './leave-button';

/** « Mes données » while one reads for somebody else: they are that person's, and what is asked of them goes through the laboratory. */
export function DataOfOther({ name }: { name: string }) {
  return (
    <PatientFrame name={name} aside={<LeaveButton />} tabs={patientTabs('/mes-resultats/donnees')}>
      <PatientSection label="Mes données">
        <h1 className="text-[1.625rem] leading-8 font-strong">Mes données</h1>
        <p className="mt-2">Vous lisez pour {name}. Cette page est la sienne.</p>
        <p className="mt-2 text-ink-2">
          Pour vos propres données, choisissez votre nom dans « Accès et partage ». Pour faire corriger les siennes, adressez-vous au laboratoire.
        </p>
      </PatientSection>
    </PatientFrame>
  );
}
