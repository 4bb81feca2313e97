/** Identity as a message tells it; texts decoded, dates checked, nothing guessed. */
export interface IncomingPatient {
  assigningAuthority: string;
  identifier: string;
  birthFamilyName: string;
  usedFamilyName: string | null;
  givenNames: string;
  firstGivenName: string;
  /** `YYYY-MM-DD`, or null when absent or impossible; `birthDateText` is what was sent. */
  birthDate: string | null;
  birthDateText: string;
  sex: 'F' | 'M' | 'U';
  ins: string | null;
  insAuthority: string | null;
  /** PID-32, empty when not sent. */
  identityReliability: string;
  email: string | null;
  phone: string | null;
}

/** What a patient may oppose. */
export const OPPOSITION_SUBJECTS = ['notices', 'portal'] as const;
export type OppositionSubject = (typeof OPPOSITION_SUBJECTS)[number];
