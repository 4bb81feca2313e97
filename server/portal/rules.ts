import type { ReportContent } from '../report/types';
import type { Flag, Group, ListGround, ListItem, ListScope } from './types';

/** What the list knows of a report without its content. */
export interface Standing {
  reportId: string;
  isMine: boolean;
  /** Asked for by a ward of the reader's, or its patient lies there. */
  isOfWard: boolean;
  ground: ListGround;
  readAt: Date | null;
  availableAt: Date;
  hasCritical: boolean;
  isAbnormalOrCorrected: boolean;
  /** The newest earlier version that this reader has opened, as long as he has not opened this one. */
  readBefore: { version: number; viewedAt: Date } | null;
  underReviewSince: Date | null;
}

/** Critical and unread first, then abnormal or corrected, then what carries no flag, then what this reader has read. */
export function groupOf(standing: Pick<Standing, 'readAt' | 'hasCritical' | 'isAbnormalOrCorrected'>): Group {
  if (standing.readAt !== null) return 'read';
  if (standing.hasCritical) return 'critical';
  return standing.isAbnormalOrCorrected ? 'abnormal' : 'quiet';
}

/** The grounds of one report, as the recipients' rows and the wall name them, the ordinary before the exceptional. */
export function standingOfGrounds(grounds: readonly string[]): Pick<Standing, 'isMine' | 'isOfWard' | 'ground'> {
  const isMine = grounds.includes('prescriber');
  const isAsked = grounds.includes('ward');
  const first = (['stay', 'presence', 'break-glass'] as const).find((ground) => grounds.includes(ground));
  return { isMine, isOfWard: isAsked || grounds.includes('stay'), ground: isMine || isAsked ? 'addressed' : (first ?? 'addressed') };
}

const isLent = ({ ground }: Pick<Standing, 'ground'>): boolean => ground === 'presence' || ground === 'break-glass';

/** What a code or an emergency opened for an hour is nobody's post: it stands apart and under « all », never among what is new. */
export function isInScope(scope: ListScope, standing: Pick<Standing, 'isMine' | 'isOfWard' | 'readAt' | 'ground'>): boolean {
  switch (scope) {
    case 'mine':
      return standing.isMine;
    case 'ward':
      return standing.isOfWard;
    case 'unread':
      return standing.readAt === null && !isLent(standing);
    case 'lent':
      return isLent(standing);
    case 'all':
      return true;
  }
}

/**
 * Says when the visit before this one began. A visit begins with the first look at the list in a session; before that look is recorded the visit on
 * file is the one before.
 */
export function lastVisitOf(visit: { currentVisitAt: Date; previousVisitAt: Date | null } | undefined, sessionBegan: Date): Date | null {
  if (!visit) return null;
  return visit.currentVisitAt < sessionBegan ? visit.currentVisitAt : visit.previousVisitAt;
}

const COUNTED: Record<Flag, keyof ListItem['counts']> = {
  'critical-high': 'critical',
  'critical-low': 'critical',
  critical: 'critical',
  high: 'high',
  low: 'low',
  abnormal: 'abnormal',
  normal: 'normal',
  'not-evaluated': 'notEvaluated',
};

/** Counts the flags of a report as the laboratory set them; a cancelled result counts as that and nothing else. */
export function countsOf(content: ReportContent): ListItem['counts'] {
  const counts = { critical: 0, high: 0, low: 0, abnormal: 0, normal: 0, notEvaluated: 0, cancelled: 0 };
  for (const result of resultsOf(content)) counts[result.cancelled === null ? COUNTED[result.flag] : 'cancelled'] += 1;
  return counts;
}

/**
 * One row of the list. A value shown is a value read: names and values of flagged results, and what a new version changes, come only when this
 * reader's reading of this version is on record.
 * @see GBUI VII-3.2d
 */
export function listItemOf(content: ReportContent, standing: Standing & { since: Date | null }): ListItem {
  const { patient, supersedes } = content;
  return {
    reportId: standing.reportId,
    accessionNumber: content.accessionNumber,
    version: content.version,
    kind: content.kind,
    replaces: content.kind === 'corrective' ? (supersedes?.version ?? null) : null,
    isTest: content.isTest,
    isNew: standing.readAt === null && (standing.since === null || standing.availableAt > standing.since),
    patient: {
      name: nameOf(patient),
      birthName: patient.usedName !== null && patient.usedName !== patient.birthFamilyName ? patient.birthFamilyName : null,
      birthDate: patient.birthDate,
      sex: patient.sex,
      ageText: patient.ageText,
      identifier: patient.identifier,
    },
    place: content.request.ward ?? '',
    priority: content.request.priority,
    collectedAt: content.collection.collectedAt,
    availableAt: standing.availableAt,
    readAt: standing.readAt,
    readBefore: standing.readBefore,
    isWithdrawn: isWithdrawn(content),
    underReviewSince: standing.underReviewSince,
    group: groupOf(standing),
    ground: standing.ground,
    counts: countsOf(content),
    awaited: content.awaited,
    opened: standing.readAt === null ? null : openedOf(content),
  };
}

/** Whether what this reader has read is no longer what stands: he must be told until he opens what does. */
export const isChangedSinceRead = ({ readAt, readBefore, underReviewSince }: Pick<Standing, 'readAt' | 'readBefore' | 'underReviewSince'>): boolean =>
  readBefore !== null || (readAt !== null && underReviewSince !== null && underReviewSince > readAt);

/** A correction that leaves no result: deleted, of another patient, not obtainable. */
export function isWithdrawn(content: ReportContent): boolean {
  const results = resultsOf(content);
  return content.kind === 'corrective' && results.length > 0 && results.every((result) => result.cancelled !== null);
}

/** « EXEMPLE Monique »: the name in use first, as the wards call her. */
export const nameOf = (patient: ReportContent['patient']): string => `${patient.usedName ?? patient.birthFamilyName} ${patient.firstGivenName}`;

function openedOf(content: ReportContent): ListItem['opened'] {
  const flagged = resultsOf(content).filter((result) => result.cancelled === null && result.flag !== 'normal' && result.flag !== 'not-evaluated');
  return {
    changes: content.supersedes?.changes ?? [],
    flagged: flagged.map(({ label, flag, value, unit, prior }) => ({ label, flag, value, unit, prior })),
  };
}

export const resultsOf = (content: ReportContent) => content.chapters.flatMap((chapter) => chapter.panels.flatMap((panel) => panel.results));
