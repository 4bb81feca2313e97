/** By field, the MSH-7 (milliseconds of the epoch) of the message that said what is known of it. */
export type Told = Readonly<Record<string, number>>;

/** What is known of each field's newest word, while one message is merged. */
export interface Words {
  /** Whether a newer message has spoken of this field. */
  isLate(field: string): boolean;
  /** This message's word on the field now stands. */
  say(field: string): void;
  told(): Told;
}

/**
 * Opens the words of a row for a message of that instant. Where nobody noted when a field was told, it was by the newest message of `before`.
 * @param isSaidSince whether a message of the same instant that came later has spoken of a field
 */
export function wordsOf(known: Told, sentAt: Date, before: Date, isSaidSince: (field: string) => boolean = () => false): Words {
  const at = sentAt.getTime();
  const told: Record<string, number> = { ...known };
  return {
    isLate: (field) => (told[field] ?? before.getTime()) > at || isSaidSince(field),
    say: (field) => {
      told[field] = at;
    },
    told: () => told,
  };
}

/** The words of a row that one message has made. */
export function firstTold(row: object, sentAt: Date): Told {
  return Object.fromEntries(saidFields(row).map((field) => [field, sentAt.getTime()]));
}

/** The fields that say anything. */
export const saidFields = (row: object): string[] => Object.entries(row).flatMap(([field, value]) => (isAbsent(value) ? [] : [field]));

/**
 * Merges what a message says into what is known, field by field: the newest word by MSH-7 and, of one instant, by arrival stands in whatever order messages are
 * carried in; what a message leaves out stays.
 * @see decisions « Messages merge; absence deletes nothing »
 */
export function merged<T extends object>(known: T, sent: T, words: Words): T {
  const result = { ...known };
  for (const key of Object.keys(known) as (keyof T & string)[]) {
    if (isAbsent(sent[key]) || (words.isLate(key) && !isAbsent(known[key]))) continue;
    result[key] = sent[key];
    words.say(key);
  }
  return result;
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Notes are one word: those of the newest message that has any. */
export const mergedNotes = (known: readonly string[], sent: readonly string[], words: Words): string[] => [
  ...merged({ notes: known }, { notes: sent }, words).notes,
];

export interface NamedPrescriber {
  prescriberId: string | null;
  prescriberRpps: string;
  prescriberName: string;
}

/** One person, never the number of one and the name of another: results go to `prescriberId`. */
export function mergedPrescriber(known: NamedPrescriber, sent: NamedPrescriber, words: Words): NamedPrescriber {
  const isNamed = (prescriber: NamedPrescriber) => prescriber.prescriberRpps !== '' || prescriber.prescriberName !== '';
  const isSame = sent.prescriberRpps === '' ? sent.prescriberName === known.prescriberName : sent.prescriberRpps === known.prescriberRpps;
  if (!isNamed(sent)) return known;
  if (isSame || !isNamed(known)) return merged(known, sent, words);
  return replaced(known, sent, words, sent.prescriberRpps === '' ? 'prescriberName' : 'prescriberRpps');
}

export interface WardPlace {
  wardId: string | null;
  wardCode: string;
  room: string;
  bed: string;
}

/** One place: the room and the readers of the ward before never stay with a patient who has left it. */
export function mergedPlace(known: WardPlace, sent: WardPlace, words: Words): WardPlace {
  const isSame = sent.wardCode === '' || known.wardCode === '' || sent.wardCode === known.wardCode;
  return isSame ? merged(known, sent, words) : replaced(known, sent, words, 'wardCode');
}

/** All of the newer one or all of the older one, by who or what it names. */
function replaced<T extends object>(known: T, sent: T, words: Words, name: keyof T & string): T {
  if (words.isLate(name)) return known;
  for (const field of Object.keys(sent)) words.say(field);
  return sent;
}
