import { componentText, freeText, repetitionsOf, segmentsNamed, textOf } from '../../hl7/access';
import type { Hl7Message, Segment } from '../../hl7/grammar';
import { parseHl7Time } from '../../hl7/time';
import { type ProblemName, problem } from '../problems';
import type { MessageProblem, Repair, TranslationProfile } from '../types';

/** One message being translated: reads its segments and gathers what is wrong with them, each problem once. */
export class MessageReader {
  readonly problems: MessageProblem[] = [];
  readonly repairs: Repair[] = [];

  constructor(
    readonly message: Hl7Message,
    readonly profile: TranslationProfile,
  ) {}

  text(segment: Segment, field: number, component = 1, subcomponent = 1): string {
    return textOf(this.message, segment, field, component, subcomponent).trim();
  }

  repetitions(segment: Segment, field: number): string[] {
    return repetitionsOf(this.message, segment, field);
  }

  component(repetition: string, component: number, subcomponent = 1): string {
    return componentText(this.message, repetition, component, subcomponent).trim();
  }

  /** A free text: delimiters that the sender left unescaped belong to it. */
  free(segment: Segment, field: number): string {
    return this.repetitions(segment, field)
      .map((repetition) => freeText(this.message, repetition))
      .join('\n');
  }

  freeOf(repetition: string): string {
    return freeText(this.message, repetition);
  }

  named(name: string): Segment[] {
    return segmentsNamed(this.message, name);
  }

  /** Null when absent; null with a problem when impossible. */
  instant(segment: Segment, field: number): Date | null {
    const text = this.text(segment, field);
    if (text === '' || text === '""') return null;
    const result = parseHl7Time(text, this.profile.timeZone);
    if (result.ok) return result.time.instant;
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
}
