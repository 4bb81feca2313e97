/** Why an emergency was opened, as the list says it and as the register shows it. */
export const EMERGENCY_REASONS = {
  'vital-emergency': 'Urgence vitale',
  'unreachable-prescriber': 'Prescripteur injoignable',
  'continuity-of-care': 'Continuité des soins',
  'patient-request': 'À la demande du patient',
  other: 'Autre motif',
} as const;

export type EmergencyReasonCode = keyof typeof EMERGENCY_REASONS;
