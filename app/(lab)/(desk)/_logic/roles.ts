const ROLES: Record<string, string> = {
  biologist: 'biologiste médical',
  technician: 'technicien',
  prescriber: 'prescripteur',
  ward_staff: 'personnel du service',
  manager: 'cadre du laboratoire',
  referent: 'référent',
  quality_manager: 'responsable qualité',
  medical_administrator: 'médecin administrateur',
  administrator: 'administrateur',
  remote_maintainer: 'télémainteneur',
  patient: 'patient',
  representative: 'représentant du patient',
  system: 'automate',
};

/** Roles as the trace writes them (joined by commas), in French. */
export function roleWords(roles: string): string {
  return roles
    .split(',')
    .filter((role) => role !== '')
    .map((role) => ROLES[role] ?? role)
    .join(', ');
}
