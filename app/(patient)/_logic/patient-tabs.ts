import type { PatientTab } from '../../_ui/patient-frame';

const TABS = [
  { href: '/mes-resultats', label: 'Mes résultats' },
  { href: '/mes-resultats/acces', label: 'Accès et partage' },
  { href: '/mes-resultats/donnees', label: 'Mes données' },
  { href: '/mes-resultats/compte', label: 'Mon accès' },
] as const satisfies readonly PatientTab[];

/** The pages under the thumb, with the one that is open. */
export const patientTabs = (current: (typeof TABS)[number]['href']): PatientTab[] => TABS.map((tab) => ({ ...tab, current: tab.href === current }));
