import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { isOverdue, type Reason, type ReviewOutcome } from './break-glass-rules';
import { type AccessForReview, accessesForReview } from './break-glass-store';

const MOST = 200;

export interface ReviewedAccess {
  id: string;
  by: string;
  profession: string;
  rppsNumber: string | null;
  /** The patient's number in the hospital: what the reviewer compares with the admissions; neither name nor result. */
  patientNumber: string;
  reason: Reason;
  reasonText: string;
  grantedAt: Date;
  endsAt: Date;
  isOpen: boolean;
  isOverdue: boolean;
  readings: { accessionNumber: string; version: number; medium: 'screen' | 'pdf'; viewedAt: Date }[];
  review: { by: string; at: Date; outcome: ReviewOutcome; text: string } | null;
}

/** Answers the emergencies to review, the oldest first, then those reviewed, with what was read in each and no result. */
export async function listBreakGlass(ctx: Context): Promise<Outcome<{ at: Date; accesses: ReviewedAccess[] }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'breakglass.review');
  if (denied) return denied;
  return ctx.transaction(async (tx) => done({ at: ctx.now(), accesses: await readForReview(tx, ctx.now()) }));
}

/** The same rows for the screen and for the file that is handed out. */
export const readForReview = async (tx: Transaction, now: Date): Promise<ReviewedAccess[]> =>
  (await accessesForReview(tx, MOST)).map((access) => shaped(access, now));

function shaped({ row, by, patientNumber, readings, reviewer }: AccessForReview, now: Date): ReviewedAccess {
  return {
    id: row.id,
    by: [by.title, by.givenName, by.familyName].filter((part) => part !== '').join(' '),
    profession: by.profession,
    rppsNumber: by.rppsNumber,
    patientNumber,
    reason: row.reason as Reason,
    reasonText: row.reasonText,
    grantedAt: row.grantedAt,
    endsAt: row.endedAt ?? row.expiresAt,
    isOpen: row.endedAt === null && row.expiresAt > now,
    isOverdue: isOverdue(row, now),
    readings: readings.map((reading) => ({ ...reading, viewedAt: new Date(reading.viewedAt) })),
    review: row.reviewedAt && { by: reviewer ?? '', at: row.reviewedAt, outcome: row.reviewOutcome as ReviewOutcome, text: row.reviewText },
  };
}
