/**
 * Merges what a message says into what is known: a newer message wins wherever it says something, what it leaves out stays,
 * and a late one only fills gaps.
 * @see decisions « Messages merge; absence deletes nothing »
 */
export function merged<T extends object>(known: T, sent: T, isLate: boolean): T {
  const result = { ...known };
  for (const key of Object.keys(known) as (keyof T)[]) {
    if (isAbsent(sent[key]) || (isLate && !isAbsent(known[key]))) continue;
    result[key] = sent[key];
  }
  return result;
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined || value === '';

/** Notes of a newer message replace those known when it has any; a late message only adds what is missing. */
export function mergedNotes(known: readonly string[], sent: readonly string[], isLate: boolean): string[] {
  if (sent.length === 0) return [...known];
  if (!isLate) return [...sent];
  return [...known, ...sent.filter((note) => !known.includes(note))];
}

export interface NamedPrescriber {
  prescriberId: string | null;
  prescriberRpps: string;
  prescriberName: string;
}

/** One person, never the number of one and the name of another: results go to `prescriberId`. */
export function mergedPrescriber(known: NamedPrescriber, sent: NamedPrescriber, isLate: boolean): NamedPrescriber {
  const isNamed = (prescriber: NamedPrescriber) => prescriber.prescriberRpps !== '' || prescriber.prescriberName !== '';
  const isSame = sent.prescriberRpps === '' ? sent.prescriberName === known.prescriberName : sent.prescriberRpps === known.prescriberRpps;
  if (!isNamed(sent) || (isLate && isNamed(known) && !isSame)) return known;
  return isSame ? merged(known, sent, isLate) : sent;
}

export interface WardPlace {
  wardId: string | null;
  wardCode: string;
  room: string;
  bed: string;
}

/** One place: the room and the readers of the ward before never stay with a patient who has left it. */
export function mergedPlace(known: WardPlace, sent: WardPlace, isLate: boolean): WardPlace {
  const isSame = sent.wardCode === '' || known.wardCode === '' || sent.wardCode === known.wardCode;
  if (isSame) return merged(known, sent, isLate);
  return isLate ? known : sent;
}
