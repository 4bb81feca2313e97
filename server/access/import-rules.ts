import type { Role } from '../platform/actor';
import { rightPeriod } from './right-period';
import { endOf, type HeldRight, isOver, isSamePlace, type Right, refusalOfGrant, refusalOfLogin, refusalOfRpps } from './rights-rules';
import type { Identity } from './users-types';

/** One line of a file, its words already read: which person, which right; what could not be read is a problem of the line. */
export interface ImportLine {
  row: number;
  login: string;
  /** An empty cell of an optional field keeps what is known. */
  identity: Identity & { prescriberId: string | null };
  right: { role: Role; siteId: string | null; wardId: string | null; from: string | null; to: string | null } | null;
  problems: readonly string[];
}

export interface KnownAccount extends Identity {
  id: string;
  login: string;
  kind: string;
  prescriberId: string | null;
  disabledAt: Date | null;
  rights: readonly HeldRight[];
}

export interface PlannedLine {
  row: number;
  login: string;
  outcome: 'create' | 'change' | 'unchanged' | 'refused';
  reasons: string[];
  fields: string[];
  givesRight: boolean;
}

type Described = Identity & { prescriberId: string | null };

export interface ImportPlan {
  lines: PlannedLine[];
  creations: { login: string; identity: Described }[];
  identities: { userId: string; identity: Described }[];
  grants: { login: string; right: Right }[];
}

/** What is known of a person while the lines are read one after the other. */
interface Person {
  known: KnownAccount | undefined;
  identity: Described;
  fields: string[];
  given: HeldRight[];
}

const FIELDS = ['familyName', 'givenName', 'title', 'profession', 'rppsNumber', 'email', 'prescriberId'] as const;

/**
 * Says line by line what an import would do, and refuses each line that cannot be done: unknown words, excluded roles, a line twice, the importer's own rights. An
 * import gives; a line that would take something away is refused, since taking away is an act on one person.
 */
export function planImport(lines: readonly ImportLine[], accounts: readonly KnownAccount[], importerId: string, now: Date): ImportPlan {
  const plan: ImportPlan = { lines: [], creations: [], identities: [], grants: [] };
  const persons = new Map<string, Person>();
  const seen = new Set<string>();
  for (const line of lines) {
    const before = persons.get(line.login);
    const person =
      before ??
      meet(
        line,
        accounts.find(({ login }) => login === line.login),
      );
    persons.set(line.login, person);
    const key = JSON.stringify([line.login, line.right?.role, line.right?.siteId, line.right?.wardId]);
    const { right, reasons: ofRight } = rightOf(line, person, now);
    const reasons = [
      ...line.problems,
      ...(person.known?.id === importerId ? ['own-rights'] : []),
      ...(seen.has(key) ? ['duplicate-line'] : []),
      ...(before ? contradiction(line, before) : reasonsOfPerson(person, now)),
      ...(line.problems.length === 0 && !seen.has(key) ? ofRight : []),
    ];
    seen.add(key);
    if (reasons.length === 0) add(plan, person, line.login, right, before === undefined);
    plan.lines.push(planned(line, person, reasons, right !== null, before === undefined));
  }
  return plan;
}

function meet({ identity }: ImportLine, known: KnownAccount | undefined): Person {
  if (!known) return { known, identity, fields: [], given: [] };
  // The prescriber goes with the number, and an empty cell takes nothing away.
  const rpps = identity.rppsNumber === null ? known : identity;
  const merged: Described = {
    familyName: identity.familyName || known.familyName,
    givenName: identity.givenName || known.givenName,
    title: identity.title || known.title,
    profession: identity.profession || known.profession,
    rppsNumber: rpps.rppsNumber,
    email: identity.email ?? known.email,
    prescriberId: rpps.prescriberId,
  };
  return { known, identity: merged, fields: FIELDS.filter((field) => merged[field] !== known[field]), given: [] };
}

function reasonsOfPerson({ known, identity }: Person, now: Date): string[] {
  const rpps = refusalOfRpps(identity.rppsNumber, known?.rppsNumber ?? null)?.code;
  const reads = known?.rights.some((right) => right.role === 'prescriber' && !isOver(right, now)) ?? false;
  return [
    ...(rpps ? [rpps] : []),
    ...(known?.disabledAt ? ['account-disabled'] : []),
    ...(reads && identity.prescriberId === null ? ['role-needs-prescriber'] : []),
    ...(!known && (identity.familyName === '' || identity.givenName === '' || identity.profession === '') ? ['identity-missing'] : []),
  ];
}

/** The lines of one person must say the same of who he is. */
function contradiction({ identity }: ImportLine, { identity: first }: Person): string[] {
  const differs = FIELDS.some((field) => identity[field] !== null && identity[field] !== '' && identity[field] !== first[field]);
  return differs ? ['contradicts-line'] : [];
}

function rightOf({ right: wanted, login }: ImportLine, person: Person, now: Date): { right: Right | null; reasons: string[] } {
  const { known, identity, given } = person;
  const ofLogin = known ? undefined : refusalOfLogin(login)?.code;
  if (wanted === null || ofLogin) return { right: null, reasons: ofLogin ? [ofLogin] : [] };
  const held = [...(known?.rights ?? []), ...given];
  const right: Right = { role: wanted.role, siteId: wanted.siteId, wardId: wanted.wardId, ...rightPeriod(wanted.from, wanted.to, now) };
  const current = held.find((other) => isSamePlace(other, right) && !isOver(other, now));
  if (current) {
    const end = endOf(current);
    if (end?.getTime() === right.validTo?.getTime()) return { right: null, reasons: [] };
    if (end === null || (right.validTo !== null && right.validTo < end)) return { right: null, reasons: ['removes-right'] };
    right.validFrom = end;
  }
  const refusal = refusalOfGrant({ ...identity, kind: known?.kind === 'emergency' ? 'emergency' : 'personal' }, held, right, now);
  return refusal ? { right: null, reasons: [refusal.code] } : { right, reasons: [] };
}

function add(plan: ImportPlan, { known, identity, fields, given }: Person, login: string, right: Right | null, isFirst: boolean): void {
  if (isFirst && !known) plan.creations.push({ login, identity });
  if (isFirst && known && fields.length > 0) plan.identities.push({ userId: known.id, identity });
  if (right === null) return;
  given.push({ ...right, id: '', revokedAt: null });
  plan.grants.push({ login, right });
}

function planned({ row, login }: ImportLine, { known, fields }: Person, reasons: string[], givesRight: boolean, isFirst: boolean): PlannedLine {
  const changed = isFirst ? fields.filter((field) => field !== 'prescriberId') : [];
  const isChange = givesRight || (isFirst && fields.length > 0);
  const outcome = reasons.length > 0 ? 'refused' : !known ? 'create' : isChange ? 'change' : 'unchanged';
  return { row, login, outcome, reasons: [...new Set(reasons)], fields: changed, givesRight };
}

export const countOutcomes = (lines: readonly PlannedLine[]): Record<PlannedLine['outcome'], number> => {
  const counts = { create: 0, change: 0, unchanged: 0, refused: 0 };
  for (const { outcome } of lines) counts[outcome] += 1;
  return counts;
};
