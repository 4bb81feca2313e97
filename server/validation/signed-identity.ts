import { z } from 'zod';
import type { PatientRecord } from '../patient/read-patient';

/** The patient of a statement, in any of its forms. */
const Signed = z.object({
  displayed: z.object({
    patient: z.object({
      identifier: z.string(),
      birthFamilyName: z.string(),
      firstGivenName: z.string(),
      birthDate: z.string().nullable(),
      sex: z.string(),
      /** Absent from the first form. */
      ins: z.string().nullable().optional(),
    }),
  }),
});

/**
 * Whether a person is still who she was when the statement was signed, by everything that tells persons apart. A decision without a statement, older than
 * they are, was signed under nothing that could be compared.
 * @see pain point 13: no identity changes in silence under a signature
 */
export function isSignedIdentity(statement: string | null, patient: PatientRecord): boolean {
  if (statement === null) return true;
  const { displayed } = Signed.parse(JSON.parse(statement));
  const { ins, ...traits } = displayed.patient;
  const isSame = Object.entries(traits).every(([trait, value]) => value === nfc(patient[trait as keyof typeof traits]));
  return isSame && (ins === undefined || ins === (patient.insQualified ? patient.ins : null));
}

/** Statements are written in one form of letters. */
const nfc = (value: string | null): string | null => value?.normalize('NFC') ?? null;
