import { sql } from 'drizzle-orm';
import type { TestProduct } from '../main/testing';
import type { Example } from '../main/testing-examples';
import { assert } from '../platform/assert';
import { readCard } from '../validation/read-card';

/** What the sentence below an example promises, and what the database says of it. */
export interface Verdict {
  promised: unknown[];
  seen: unknown[];
}

/**
 * Compares the words of the document with what a message did: where its patient lies, through which number a number is read, what waits for a biologist on
 * the dossier's card. A sentence that promises none of it promises nothing.
 */
export async function verdictOn(product: TestProduct, { verdict, text, controlIds: [controlId = ''] }: Example, laidBefore: string | null): Promise<Verdict> {
  const found: Verdict = { promised: [], seen: [] };
  const compare = (promised: unknown, seen: unknown) => {
    found.promised.push(promised);
    found.seen.push(seen);
  };
  const person = personIn(text);
  const lies = /lies (?:in `([^`]+)`|nowhere)/.exec(verdict);
  if (lies) compare(lies[1] ?? null, await wardOf(product, person));
  if (verdict.includes('Nobody is moved')) compare(laidBefore, await wardOf(product, person));
  for (const [, number = '', through = ''] of verdict.matchAll(/`(\d+)` is read through `(\d+)`/g)) compare(through, await survivorOf(product, number));
  for (const [, number = ''] of verdict.matchAll(/`(\d+)` stands for itself/g)) compare(null, await survivorOf(product, number));
  for (const [, number = '', to = ''] of verdict.matchAll(/`(\d+)` is linked to `(\d+)`/g)) {
    compare(null, await survivorOf(product, number));
    compare(true, await isLinked(product, number, to));
  }
  const standing = standingSaid(verdict);
  if (standing)
    compare(codesSaid(verdict) ?? codesSent(text), await codesThatStand(product, controlId, standing, codesSaid(verdict) === null ? codesSent(text) : null));
  return found;
}

export const personIn = (text: string): string => /\rPID\|1\|\|([^~^]+)/.exec(text)?.[1] ?? '';

const standingSaid = (verdict: string): 'validated' | 'awaiting' | null => {
  if (verdict.includes('published without a biologist')) return 'validated';
  return /waits? for a biologist/.test(verdict) ? 'awaiting' : null;
};

function codesSaid(verdict: string): Set<string> | null {
  const named = /Codes ((?:`[^`]+`(?:, )?)+) wait /.exec(verdict)?.[1];
  return named === undefined ? null : new Set([...named.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
}

/** The local codes of the results in a message; `''` where LOINC is all there is. What is awaited, and flags of confidentiality, are none. */
function codesSent(text: string): Set<string> {
  const codes = text.split('\r').flatMap((line) => {
    const [name, , , coded = '', , , , , , , , status = ''] = line.split('|');
    const [, , system, local = ''] = coded.split('^');
    return name === 'OBX' && status !== 'I' && status !== 'O' && system !== 'MetaDMPMSS' ? [local] : [];
  });
  return new Set(codes);
}

async function codesThatStand(product: TestProduct, controlId: string, standing: string, among: Set<string> | null): Promise<Set<string>> {
  const [message] = await rows<{ numbers: string[] }>(product, sql`select accession_numbers as numbers from inbound_message where control_id = ${controlId}`);
  const dossierId = await product.dossierId(message?.numbers[0] ?? '');
  const card = await readCard(product.as(await product.person('biologist')), { dossierId });
  assert(card.ok, 'the card can be read');
  const standingSo = card.value.panels.flatMap((panel) => panel.results).filter((result) => result.standing === standing);
  return new Set(standingSo.map(({ localCode }) => localCode).filter((code) => among?.has(code) ?? true));
}

async function rows<T>(product: TestProduct, query: ReturnType<typeof sql>): Promise<T[]> {
  return [...(await product.access.worker.execute(query))] as T[];
}

export async function wardOf(product: TestProduct, identifier: string): Promise<string | null> {
  const [stay] = await rows<{ ward: string | null }>(
    product,
    sql`select w.code as ward from patient p join patient_stay s on s.patient_id = p.id and s.until is null left join ward w on w.id = s.ward_id
      where p.identifier = ${identifier} and p.lone_dossier = ''`,
  );
  return stay?.ward ?? null;
}

async function survivorOf(product: TestProduct, identifier: string): Promise<string | null> {
  const [person] = await rows<{ survivor: string | null }>(
    product,
    sql`select s.identifier as survivor from patient p left join patient s on s.id = p.merged_into where p.identifier = ${identifier} and p.lone_dossier = ''`,
  );
  return person?.survivor ?? null;
}

async function isLinked(product: TestProduct, number: string, to: string): Promise<boolean> {
  const links = await rows(
    product,
    sql`select 1 from patient_merge m join patient one on one.id = m.merged_id join patient other on other.id = m.survivor_id
      where m.kind = 'link' and m.undone_at is null and one.identifier = ${number} and other.identifier = ${to}`,
  );
  return links.length === 1;
}
