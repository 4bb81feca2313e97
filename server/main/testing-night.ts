import type { SwitchScope } from '../autoverification/types';

/** From an instant on, until another if there is one; milliseconds. */
interface Span {
  from: number;
  to: number | null;
}
const holds = ({ from, to }: Span, at: number): boolean => from <= at && (to === null || at < to);

export interface Word extends Span {
  id: string;
  userId: string;
  siteId: string;
  codes: readonly string[];
  rulesId: string;
}

/** What the laboratory says of a dossier from an instant on. */
export interface Saying {
  /** Of the message. */
  id: string;
  /** Two that say the same are one content. */
  content: string;
  codes: readonly string[];
  /** Whether a dossier that says this may ever be validated by nobody's eyes. */
  isPlain: boolean;
  /** When the worker had it in the dossier. */
  appliedAt: number | null;
}

export interface Told {
  dossierId: string;
  siteId: string;
  says: Saying[];
}

/** An automatic decision as the database keeps it. */
export interface AutomaticRow {
  id: string;
  dossierId: string;
  revision: number;
  userId: string;
  state: 'pending' | 'effective' | 'cancelled';
  signedAt: number;
  settledAt: number | null;
  acceptanceId: string;
  markedRulesId: string;
  verdictRulesId: string;
  evaluatedAt: number;
  content: string;
}

/**
 * What a test itself did in a night, with the instant of each act, and what may be done alone according to that and nothing else: it reads no table and calls no rule of the
 * product.
 */
export class Night {
  throws: { scope: SwitchScope; subject: string; isOn: boolean; at: number }[] = [];
  words: Word[] = [];
  duties: (Span & { id: string; userId: string; siteId: string })[] = [];
  /** Who holds a site by a hand-over, from then on. */
  holders: { siteId: string; userId: string; at: number }[] = [];
  offers: (Span & { id: string; siteId: string; fromId: string; toId: string })[] = [];
  /** What a person has said of a dossier: from then on what it says then is hers. */
  touched: { dossierId: string; at: number; content: string }[] = [];
  released: { dossierId: string; at: number; content: string }[] = [];
  dossiers: Told[] = [];
  /** How many things happened beside the arrival of dossiers. */
  events = 0;

  isOn(scope: SwitchScope, subject: string, at: number): boolean {
    return this.throws.findLast((one) => one.scope === scope && one.subject === subject && one.at <= at)?.isOn ?? false;
  }
  isOnDuty = (userId: string, siteId: string, at: number): boolean =>
    this.duties.some((one) => one.userId === userId && one.siteId === siteId && holds(one, at));
  /** Who holds it by a hand-over, else who came first of those on duty. */
  answers(siteId: string, at: number): string | null {
    const holder = this.holders.findLast((one) => one.siteId === siteId && one.at <= at);
    if (holder) return holder.userId;
    const there = this.duties.filter((one) => one.siteId === siteId && holds(one, at));
    return there.toSorted((a, b) => a.from - b.from)[0]?.userId ?? null;
  }
  offerOf = (siteId: string, at: number) => this.offers.find((one) => one.siteId === siteId && holds(one, at));
  /** What may stand in the dossier at an instant: in the very instant at which the worker applied several, any of them. */
  saidAt(told: Told, at: number): Saying[] {
    const known = told.says.filter(({ appliedAt }) => appliedAt !== null && appliedAt <= at);
    const last = known.at(-1);
    return last ? known.filter((one, index) => one === last || (known[index + 1]?.appliedAt ?? 0) >= at) : [];
  }

  /** Everything that speaks against validating this dossier alone, in this name and on this word, at this instant; nothing = it may be. */
  against(told: Told, userId: string, word: Word | undefined, said: Saying | undefined, rules: string, at: number): string[] {
    const { siteId, dossierId } = told;
    const found: [string, boolean][] = [
      ['everything is off', !this.isOn('all', '', at)],
      ['the site is off', !this.isOn('site', siteId, at)],
      ['the rules are off', !this.isOn('rule-set', rules, at)],
      ['she is off', !this.isOn('biologist', userId, at)],
      ['nobody accepted', !word || word.userId !== userId],
      ['the word is not of now', word !== undefined && !holds(word, at)],
      ['the word is of elsewhere', word !== undefined && word.siteId !== siteId],
      ['the word names fewer examinations', word !== undefined && said?.codes.some((code) => !word.codes.includes(code)) === true],
      ['she is not on duty', !this.isOnDuty(userId, siteId, at)],
      ['another answers', this.answers(siteId, at) !== userId],
      ['it is being handed over', this.offerOf(siteId, at) !== undefined],
      ['what it says is not plain', !said?.isPlain],
      ['a person has spoken of it', this.touched.some((one) => one.dossierId === dossierId && one.at <= at && one.content === said?.content)],
      ['it replaces what has left', this.released.some((one) => one.dossierId === dossierId && one.at < at && one.content !== said?.content)],
    ];
    return found.filter(([, is]) => is).map(([what]) => what);
  }

  /** What is wrong with a decision that was made, and with its leaving if it has left. */
  wrongWith(row: AutomaticRow, rules: string): string[] {
    const told = this.dossiers.find(({ dossierId }) => dossierId === row.dossierId);
    if (!told) return ['of a dossier that nobody sent'];
    const word = this.words.find(({ id }) => id === row.acceptanceId);
    const at = (instant: number) => {
      const said = this.saidAt(told, instant).find(({ content }) => content === row.content);
      return [...(said ? [] : ['the dossier says something else']), ...this.against(told, row.userId, word, said, rules, instant)];
    };
    return [
      ...at(row.signedAt).map((what) => `made while ${what}`),
      ...(row.state === 'effective' && row.settledAt !== null ? at(row.settledAt).map((what) => `left while ${what}`) : []),
      ...(row.state === 'effective' && (row.settledAt ?? 0) - row.signedAt < 10_000 ? ['left within the time to undo'] : []),
      ...(word && (row.markedRulesId !== word.rulesId || row.verdictRulesId !== word.rulesId) ? ['by rules that were not accepted'] : []),
      ...(word && row.evaluatedAt < word.from ? ['by a verdict older than the word'] : []),
    ];
  }
}
