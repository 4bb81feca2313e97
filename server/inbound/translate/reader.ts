import { componentText, DELETE_VALUE, freeText, repetitionsOf, segmentsNamed, textOf } from '../../hl7/access';
import type { Hl7Message, Segment } from '../../hl7/grammar';
import { parseHl7Time } from '../../hl7/time';
import { type ProblemName, problem } from '../problems';
import type { MessageProblem, Repair, TranslationProfile } from '../types';

/** Longer than any number or code in use; the database's indexes hold no entry of several thousand bytes. */
export const LONGEST_KEY = 200;

/** Years that a system without a date is known to write (0001, 9999) are no dates; the database could not even keep some. */
const FIRST_YEAR = 1850;
const LAST_YEAR = 2200;

/** False for an instant that cannot be one of laboratory medicine. */
export const isPlausible = (instant: Date): boolean => instant.getUTCFullYear() >= FIRST_YEAR && instant.getUTCFullYear() < LAST_YEAR;

/** The text as the database can keep it: PostgreSQL has no character NUL. The raw bytes keep it. */
export const storable = (text: string): string => (text.includes('\u0000') ? text.replaceAll('\u0000', '') : text);

/** A deleted value (`""`) says nothing, as an absent one: absence deletes nothing, and nobody reads two quotes. */
function said(text: string): string {
  if (text === '') return '';
  const trimmed = storable(text).trim();
  return trimmed === DELETE_VALUE ? '' : trimmed;
}

/** What a field says of an instant, and the text that said it. */
export interface WrittenInstant {
  at: Date;
  text: string;
}

/** One message being translated: reads its segments and gathers what is wrong with them, each problem once. */
export class MessageReader {
  readonly problems: MessageProblem[] = [];
  readonly repairs: Repair[] = [];

  constructor(
    readonly message: Hl7Message,
    readonly profile: TranslationProfile,
  ) {}

  text(segment: Segment, field: number, component = 1, subcomponent = 1): string {
    return said(textOf(this.message, segment, field, component, subcomponent));
  }

  /** A number or a code that rows are found by: one that is too long for any is a mistake of the sender, and is told. */
  key(segment: Segment, field: number, component = 1, subcomponent = 1): string {
    return this.#short(this.text(segment, field, component, subcomponent), segment, field);
  }

  repetitions(segment: Segment, field: number): string[] {
    return repetitionsOf(this.message, segment, field);
  }

  component(repetition: string, component: number, subcomponent = 1): string {
    return said(componentText(this.message, repetition, component, subcomponent));
  }

  /** As `key`, of a component of a repetition of that field. */
  componentKey(segment: Segment, field: number, repetition: string, component: number, subcomponent = 1): string {
    return this.#short(this.component(repetition, component, subcomponent), segment, field);
  }

  /** A free text: delimiters that the sender left unescaped belong to it. */
  free(segment: Segment, field: number): string {
    return this.repetitions(segment, field)
      .map((repetition) => this.freeOf(repetition))
      .join('\n');
  }

  freeOf(repetition: string): string {
    return this.#broken(storable(freeText(this.message, repetition)));
  }

  /** The line breaks that this sender writes in a way of its own, longest first so that none hides in another. */
  #broken(text: string): string {
    const { lineBreaks } = this.profile.settings;
    return lineBreaks.length === 0 ? text : lineBreaks.toSorted((a, b) => b.length - a.length).reduce((broken, mark) => broken.replaceAll(mark, '\n'), text);
  }

  named(name: string): Segment[] {
    return segmentsNamed(this.message, name);
  }

  /** Null when absent; null with a problem when impossible. */
  instant(segment: Segment, field: number): Date | null {
    return this.written(segment, field)?.at ?? null;
  }

  /** An instant with what was written of it: its precision and its zone are the sender's. */
  written(segment: Segment, field: number): WrittenInstant | null {
    const text = this.text(segment, field);
    if (text === '') return null;
    const result = parseHl7Time(text, this.profile.timeZone);
    if (result.ok && isPlausible(result.time.instant)) return { at: result.time.instant, text: result.time.original };
    this.tell('bad_date', { segment: segment.name, field });
    return null;
  }

  tell(name: ProblemName, at: { segment?: string; field?: number } = {}): void {
    const told = problem(name, at);
    const isKnown = this.problems.some((known) => known.text === told.text && known.segment === told.segment && known.field === told.field);
    if (!isKnown) this.problems.push(told);
  }

  repair(repair: Repair): void {
    const isKnown = this.repairs.some(
      (known) => known.kind === repair.kind && known.subject === repair.subject && known.accessionNumber === repair.accessionNumber,
    );
    if (!isKnown) this.repairs.push(repair);
  }

  #short(text: string, segment: Segment, field: number): string {
    if (text.length <= LONGEST_KEY) return text;
    this.tell('key_too_long', { segment: segment.name, field });
    return text.slice(0, LONGEST_KEY);
  }
}
