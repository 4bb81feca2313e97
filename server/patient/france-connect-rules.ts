import { z } from 'zod';

/** The pivot identity of FranceConnect, as far as it is asked for: names as civil status writes them. */
const Claims = z.object({
  sub: z.string().min(1).max(300),
  given_name: z.string().min(1).max(300),
  family_name: z.string().min(1).max(300),
  birthdate: z.iso.date(),
  gender: z.enum(['male', 'female']),
});

export interface StateIdentity {
  subject: string;
  /** Plain capitals, as names are compared. */
  familyName: string;
  givenNames: string;
  birthDate: string;
  sex: 'F' | 'M';
}

/** Reads the claims; null when they are not a whole identity (somebody whose birth date is not known to the day, for one): then the laboratory's code is the way. */
export function stateIdentityOf(claims: unknown): StateIdentity | null {
  const read = Claims.safeParse(claims);
  if (!read.success) return null;
  const { sub: subject, given_name, family_name, birthdate: birthDate, gender } = read.data;
  return { subject, familyName: capitals(family_name), givenNames: capitals(given_name), birthDate, sex: gender === 'female' ? 'F' : 'M' };
}

/** Civil status and LIS write the same name with and without accents, hyphens and apostrophes. */
const capitals = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\p{Letter}]+/gu, ' ')
    .trim()
    .toUpperCase();
