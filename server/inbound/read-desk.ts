import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { KNOWN_CHAPTERS } from '../catalogue/chapters';
import { TEST_DEFINITIONS } from '../catalogue/definitions';
import { readLaboratories, readLaboratory, readPrescribers, readWards } from '../directory/read-directory';
import { nearnessOf, wordsOf } from '../directory/rules';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { dayOf } from '../platform/paris-days';
import { allDevices } from './device-store';
import { openMessage } from './open-message';
import { segmentsOf, sentNames } from './opened-message';
import { readStoredPart } from './read-alone';
import { charsetOf, countDesk, deskRows, elsewhere, forgotten, lockItem, mendableMessage, type RepairItemRow, reachOf } from './repair-store';
import { splitFirst } from './rules-of-subject';

const MOST = 500;
const HOUR_MS = 3_600_000;
/** How long each may wait before it rings: what somebody waits for, a message that did not go in (the reconciliation's own limit), the rest. */
const LIMIT_HOURS = { pressing: 2, quarantined: 4, others: 24 };
/** What harms most comes first: who is meant, then what did not go in, then to whom it goes. */
const HARM = [
  'identity',
  'quarantined_message',
  'refused_message',
  'unreadable_line',
  'unknown_prescriber',
  'unknown_ward',
  'unknown_device',
  'unknown_status',
  'unit_mismatch',
  'unmapped_code',
];
const harmOf = (kind: string) => (HARM.includes(kind) ? HARM.indexOf(kind) : HARM.length);

/** Everything that waits for a person, what presses and harms first, then the oldest. */
export async function listDesk(ctx: Context) {
  const denied = requireAccess(ctx, 'repair.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const laboratories = (await readLaboratories(tx)).map(({ id, shortName, phone }) => ({ id, name: shortName, phone }));
    const { items, total } = await readDeskLines(tx, MOST);
    return done({ at: ctx.now(), today: dayOf(ctx.now()), items, total, laboratories, isCut: total.things > items.length });
  });
}

/** The lines of the desk in its order, at most so many of the oldest; and how many there are in all. */
export async function readDeskLines(tx: Transaction, most: number) {
  const rows = await deskRows(tx, most);
  const items = rows
    .map((row) => ({ ...row, openedAt: new Date(row.openedAt), askedAt: instantOf(row.askedAt), correctedAt: instantOf(row.correctedAt) }))
    .map((row) => ({ ...row, ringsAt: ringsAt(row) }))
    .sort((a, b) => Number(b.pressing) - Number(a.pressing) || harmOf(a.kind) - harmOf(b.kind) || a.openedAt.getTime() - b.openedAt.getTime());
  return { items, total: await countDesk(tx) };
}

const instantOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** When the alarm of a line rings, or rang. */
function ringsAt({ kind, pressing, openedAt }: { kind: string; pressing: boolean; openedAt: Date }): Date {
  const hours = kind === 'quarantined_message' ? LIMIT_HOURS.quarantined : kind === 'refused_message' || !pressing ? LIMIT_HOURS.others : LIMIT_HOURS.pressing;
  return new Date(openedAt.getTime() + hours * HOUR_MS);
}

/** Opens the text of the message behind one line of the desk, and leaves the trace of it. */
export async function openDesk(ctx: Context, input: { id: string; isMessage: boolean }): Promise<Outcome<Opened, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'repair.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const item = input.isMessage ? null : ((await lockItem(tx, input.id)) ?? null);
    const message = await mendableMessage(tx, input.isMessage ? input.id : (item?.messageId ?? input.id));
    if (!message || (!input.isMessage && !item)) return refuse('not-found');
    const raw = await openMessage(tx, ctx, message.id, 'repair');
    const parsed = raw ? readStoredPart(raw, message.part, await charsetOf(tx, message.profileId)) : null;
    return done({
      message,
      segments: parsed ? segmentsOf(parsed) : [],
      chapters: item?.kind === 'unmapped_code' ? [...KNOWN_CHAPTERS] : [],
      closedBy: item?.closedAt ? (item.closedBy ?? '') : null,
      ...(await candidatesOf(tx, item)),
    });
  });
}

/** What is older than its limit: two hours where somebody waits, a day for the rest. Whoever watches the links raises the alarm. */
export const readForgottenRepairs = (tx: Transaction, now: Date) =>
  forgotten(tx, { pressing: new Date(now.getTime() - LIMIT_HOURS.pressing * HOUR_MS), others: new Date(now.getTime() - LIMIT_HOURS.others * HOUR_MS) });

export interface Candidate {
  target: string;
  title: string;
  detail: string;
  nearness: string;
  chapter: string;
}

interface Opened {
  message: NonNullable<Awaited<ReturnType<typeof mendableMessage>>>;
  segments: { name: string; fields: string[] }[];
  /** Chapters of a report to choose from, where one can be chosen. */
  chapters: string[];
  closedBy: string | null;
  sent: { prescriberName: string; label: string; unit: string };
  candidates: Candidate[];
  reach: { waiting: number; decided: number; dossiers: number } | null;
}

async function candidatesOf(tx: Transaction, item: RepairItemRow | null): Promise<Pick<Opened, 'sent' | 'candidates' | 'reach'>> {
  const nothing = { sent: { prescriberName: '', label: '', unit: '' }, candidates: [], reach: null };
  if (!item || item.laboratoryId === null) return nothing;
  const sent = await sentNames(tx, item);
  switch (item.kind) {
    case 'unknown_prescriber': {
      const rpps = item.subject === 'sans RPPS' ? '' : item.subject;
      const near = (await readPrescribers(tx)).flatMap((known) => {
        const nearness = nearnessOf({ rpps, name: sent.prescriberName }, known);
        return nearness === null
          ? []
          : [
              {
                target: known.id,
                title: `${known.familyName} ${known.givenName}`,
                detail: [known.rppsNumber, known.specialty].filter(Boolean).join(', '),
                nearness,
                chapter: '',
              },
            ];
      });
      const order = ['swapped-digits', 'one-digit', 'same-name', 'near-name'];
      return { ...nothing, sent, candidates: near.sort((a, b) => order.indexOf(a.nearness) - order.indexOf(b.nearness)).slice(0, 8) };
    }
    case 'unknown_ward': {
      const laboratory = await readLaboratory(tx, item.laboratoryId);
      const wards = (await readWards(tx)).filter((ward) => ward.legalEntityId === laboratory?.legalEntityId);
      return { ...nothing, sent, candidates: wards.map((ward) => ({ target: ward.id, title: ward.name, detail: ward.code, nearness: '', chapter: '' })) };
    }
    case 'unmapped_code': {
      const reach = await reachOf(tx, item.laboratoryId, item.subject, null);
      const others = await elsewhere(tx, item.subject);
      const mapped = others.map((other) => ({
        target: other.target,
        title: other.targetLabel || other.target,
        detail: other.target,
        nearness: 'elsewhere',
        chapter: other.chapter,
      }));
      const words = new Set(wordsOf(sent.label).filter((word) => word.length > 2));
      const alike = TEST_DEFINITIONS.filter(({ label }) => wordsOf(label).some((word) => words.has(word)))
        .filter(({ loincCode }) => !mapped.some(({ target }) => target === loincCode))
        .map(({ loincCode, label, chapter, units }) => ({
          target: loincCode,
          title: label,
          detail: [loincCode, chapter, ...units].join(', '),
          nearness: units.includes(sent.unit) ? 'same-label-unit' : 'same-label',
          chapter,
        }));
      return { sent, reach, candidates: [...mapped, ...alike].slice(0, 8) };
    }
    case 'unit_mismatch': {
      const [code, unit] = splitFirst(item.subject);
      const known = TEST_DEFINITIONS.find(({ loincCode }) => loincCode === code);
      const candidates = (known?.units ?? []).map((target) => ({ target, title: target, detail: known?.label ?? '', nearness: 'expected-unit', chapter: '' }));
      return { sent: { ...sent, label: known?.label ?? '', unit }, reach: await reachOf(tx, item.laboratoryId, code, unit), candidates };
    }
    case 'unknown_device': {
      const own = (await allDevices(tx)).filter(({ laboratoryId }) => laboratoryId === item.laboratoryId);
      return { ...nothing, sent, candidates: own.map(({ id, name, ward }) => ({ target: id, title: name, detail: ward, nearness: '', chapter: '' })) };
    }
    default:
      return { ...nothing, sent };
  }
}
