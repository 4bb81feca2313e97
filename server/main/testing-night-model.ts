import { type AutomaticRow, Night, type Told } from './testing-night';
import type { NightProduct, NightSite } from './testing-night-product';

export const NIGHT_CONTENTS = {
  plain: { value: '4.2', flag: 'N' },
  other: { value: '4.6', flag: 'N' },
  /** The laboratory says normal and a rule says otherwise. */
  contradicted: { value: '5.9', flag: 'N' },
  critical: { value: '7.2', flag: 'HH' },
  unsaid: { value: '4.4', flag: '' },
} as const;
export type NightContent = keyof typeof NIGHT_CONTENTS;
export const NIGHT_KINDS = ['potassium', 'with sodium', 'test', 'unsure identity'] as const;
export type NightKind = (typeof NIGHT_KINDS)[number];

/** Which rules each laboratory has, as they were made and approved, from the first night on. */
export class KnownRules {
  readonly sets = new Map<string, string>();
  readonly versions: { siteId: string; id: string; isApproved: boolean }[] = [];

  async know(product: NightProduct, site: NightSite, isApproved: boolean): Promise<void> {
    const { setId, versionId } = await product.rules(site);
    this.sets.set(product.siteId(site), setId);
    this.versions.push({ siteId: product.siteId(site), id: versionId, isApproved });
  }
  newest = (siteId: string) => this.versions.findLast((one) => one.siteId === siteId);
}

/** One night as it goes: what the test did in it, whether there is a worker, and what must still come to something. */
export class NightModel {
  readonly night = new Night();
  isAlive = true;
  /** Nothing was lost since the sweepers came by. */
  isWhole = true;
  readonly states = new Map<string, AutomaticRow['state']>();
  private readonly sent = new Map<Told, { number: string; site: NightSite; kind: NightKind }>();
  /** How many things had happened when a dossier arrived, and when its decision was first seen: while no more has, it must come to something. */
  private readonly owed = new Map<Told, number>();
  private readonly seenAt = new Map<string, number>();

  constructor(
    readonly product: NightProduct,
    readonly rules: KnownRules,
  ) {}

  now = (): number => this.product.clock.now().getTime();

  async sendNew(site: NightSite, kind: NightKind, content: NightContent): Promise<void> {
    const told: Told = { dossierId: '', siteId: this.product.siteId(site), says: [] };
    this.sent.set(told, { number: this.product.freshNumber(), site, kind });
    this.night.dossiers.push(told);
    this.owed.set(told, this.night.events);
    await this.send(told, content);
  }

  async send(told: Told, content: NightContent): Promise<void> {
    const { number, site, kind } = this.sent.get(told) as { number: string; site: NightSite; kind: NightKind };
    const potassium = { code: 'K', label: 'Potassium', loincCode: '2823-3', unit: 'mmol/L', range: '3.5-5.1', ...NIGHT_CONTENTS[content] };
    const sodium = { code: 'NA', label: 'Sodium', loincCode: '2951-2', value: '140', unit: 'mmol/L', range: '136-145', flag: 'N' };
    const id = `NUIT${number}-${told.says.length}`;
    await this.product.arrive(site, {
      accessionNumber: number,
      controlId: id,
      priority: 'routine',
      results: kind === 'with sodium' ? [potassium, sodium] : [potassium],
      ...(kind === 'test' && { processingId: 'T' as const }),
      ...(kind === 'unsure identity' && { patient: { identifier: `9${number.slice(-6)}`, ins: '', reliability: 'PROV' as const } }),
    });
    told.says.push({
      id,
      content: `${NIGHT_CONTENTS[content].value}|${NIGHT_CONTENTS[content].flag}`,
      codes: kind === 'with sodium' ? ['2823-3', '2951-2'] : ['2823-3'],
      isPlain: (content === 'plain' || content === 'other') && (kind === 'potassium' || kind === 'with sodium'),
      appliedAt: null,
    });
  }

  /** What the worker does, if there is one, as far as it gets. */
  async work(): Promise<void> {
    if (!this.isAlive) return;
    await this.product.settle();
    const { dossiers } = this.night;
    const applied = await this.product.appliedAmong(dossiers.flatMap(({ says }) => says.flatMap(({ id, appliedAt }) => (appliedAt === null ? id : []))));
    for (const told of dossiers) {
      for (const says of told.says) says.appliedAt ??= applied.get(says.id)?.at ?? null;
      told.dossierId ||= told.says.map(({ id }) => applied.get(id)?.dossierId).find(Boolean) ?? '';
    }
  }

  /** The worker lives, the sweepers come by twice, and nothing is lost any more. */
  async mend(): Promise<void> {
    this.product.death.of = 'nothing';
    this.isAlive = true;
    for (const wait of [40_000, 11_000]) {
      this.product.clock.pass(wait);
      await this.work();
      await this.product.sweepAll();
    }
    this.isWhole = true;
  }

  /** Everything that is not as it must be, in words; nothing = all is well. */
  async problems(): Promise<string[]> {
    const known = this.night.dossiers.filter(({ dossierId }) => dossierId !== '');
    const rows = await this.product.automaticOf(known.map(({ dossierId }) => dossierId));
    const found = rows.flatMap((row) =>
      this.problemsOf(row, known.find(({ dossierId }) => dossierId === row.dossierId) as Told).map((what) => `${row.id} ${what}`),
    );
    if (new Set(rows.map(({ dossierId, revision }) => `${dossierId} ${revision}`)).size < rows.length) found.push('two of one revision');
    return [...found, ...(this.isWhole ? this.unpaid(rows) : [])];
  }

  private problemsOf(row: Awaited<ReturnType<NightProduct['automaticOf']>>[number], told: Told): string[] {
    const { night, states, seenAt } = this;
    const rules = this.rules.sets.get(told.siteId) ?? '';
    const before = states.get(row.id);
    if (row.state === 'effective' && before !== 'effective') night.released.push({ dossierId: row.dossierId, at: row.settledAt ?? 0, content: row.content });
    states.set(row.id, row.state);
    if (!seenAt.has(row.id)) seenAt.set(row.id, night.events);
    const isDue = row.signedAt + 10_000 <= this.now();
    const word = night.words.find(({ id }) => id === row.acceptanceId);
    const isStill = seenAt.get(row.id) === night.events && told.says.length === 1;
    const must = isStill && isDue && night.against(told, row.userId, word, told.says[0], rules, this.now()).length === 0;
    const isTold = row.told === (row.state === 'effective' ? 1 : 0) && row.toldEarly === 0;
    return [
      ...night.wrongWith(row, rules),
      ...(isTold ? [] : ['told too often, too early or not at all']),
      ...(before === undefined || before === 'pending' || before === row.state ? [] : [`was ${before} and is ${row.state}`]),
      ...(this.isWhole && must && row.state !== 'effective' ? ['did not leave though nothing speaks against it'] : []),
      ...(this.isWhole && isDue && row.state === 'pending' ? ['still waits for its effect'] : []),
      ...(this.isWhole && row.state === 'effective' && row.samples !== 1 ? ['was not drawn'] : []),
    ];
  }

  /** Dossiers that arrived while everything held, since which nothing has happened, and that nothing came of. */
  private unpaid(rows: readonly AutomaticRow[]): string[] {
    const { night, owed } = this;
    const unpaid = [...owed].filter(([told, events]) => {
      const userId = night.answers(told.siteId, this.now());
      const word = night.words.findLast((one) => one.userId === userId && one.siteId === told.siteId);
      if (events !== night.events || told.says.length > 1 || userId === null || word?.rulesId !== this.rules.newest(told.siteId)?.id) return false;
      const against = night.against(told, userId, word, told.says[0], this.rules.sets.get(told.siteId) ?? '', this.now());
      return against.length === 0 && !rows.some(({ dossierId }) => dossierId === told.dossierId);
    });
    owed.clear();
    return unpaid.map(([{ dossierId }]) => `nothing came of ${dossierId}`);
  }
}
