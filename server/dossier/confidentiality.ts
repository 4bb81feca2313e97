/**
 * Flags that restrict who sees a dossier, by the names of the French guide to document exchange: the LIS sends them, Relais keeps them and obeys them.
 * @see CI-SIS Trans_Doc-CDA-HL7V2 (MetaDMPMSS); regulations « Showing results to patients »; CSP L1111-5
 */
export const CONFIDENTIALITY_FLAGS = [
  /** Masked from professionals other than those whom it is addressed to. */
  'MASQUE_PS',
  /** Waits for the doctor to tell the patient (consultation d’annonce). */
  'INVISIBLE_PATIENT',
  /** Never shown to whoever represents the patient. */
  'INVISIBLE_REP_LEGAUX',
  'CONNEXION_SECRETE',
] as const;
export type ConfidentialityFlag = (typeof CONFIDENTIALITY_FLAGS)[number];

/** What one message says of each flag; what it leaves out it says nothing of. */
export type SaidFlags = Partial<Record<ConfidentialityFlag, boolean>>;

/** What is known of a flag: whether it is set, and the MSH-7 of the message that said so. */
export type KnownFlags = Partial<Record<ConfidentialityFlag, { isSet: boolean; toldAt: string }>>;

export const isConfidentialityFlag = (name: string): name is ConfidentialityFlag => CONFIDENTIALITY_FLAGS.some((flag) => flag === name);

/**
 * Merges flag by flag: of two messages the newer one by MSH-7 is right whatever the order they arrive in, and of two of the same instant the one that
 * restricts. A message that does not speak of a flag changes nothing of it.
 * @see decisions « Messages merge; absence deletes nothing »
 */
export function mergedConfidentiality(known: KnownFlags, said: SaidFlags, sentAt: Date): KnownFlags {
  const toldAt = sentAt.toISOString();
  const result: KnownFlags = { ...known };
  for (const flag of CONFIDENTIALITY_FLAGS) {
    const isSet = said[flag];
    const before = known[flag];
    if (isSet === undefined || (before && before.toldAt > toldAt)) continue;
    result[flag] = { isSet: isSet || (before?.toldAt === toldAt && before.isSet), toldAt };
  }
  return result;
}

/** The flags that are set, in a fixed order. */
export const flagsSet = (known: KnownFlags): ConfidentialityFlag[] => CONFIDENTIALITY_FLAGS.filter((flag) => known[flag]?.isSet === true);
