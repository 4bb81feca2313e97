import type { z } from 'zod';
import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { LinkContentSchema } from './link-content';
import { takenElsewhere } from './link-page-store';
import { type LinkRefusal, whyNot } from './link-rules';

export const CONTENT_PROBLEMS = ['missing', 'unknown', 'wrong-kind', 'too-small', 'too-big', 'not-allowed', 'malformed'] as const;

/** What is wrong and where: `settings.port`, with the rank in a list (0 = first) or the word in a table where there is one. */
export interface ContentProblem {
  place: string;
  item: string;
  why: (typeof CONTENT_PROBLEMS)[number] | LinkRefusal;
}

export interface CheckedContent {
  /** What can be saved; null while something is wrong with its shape. */
  content: z.infer<typeof LinkContentSchema> | null;
  problems: ContentProblem[];
}

/**
 * Says of every field what is wrong with it, before anybody has to prove anything: what was typed, or a profile from a file. Changes nothing; the saving asks
 * the same again.
 */
export async function checkLinkContent(
  ctx: Context<ProfessionalActor>,
  { profileId, content }: { profileId: string | null; content: unknown },
): Promise<Outcome<CheckedContent, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'links.manage');
  if (denied) return denied;
  const read = LinkContentSchema.safeParse(content);
  if (!read.success) return done({ content: null, problems: read.error.issues.flatMap(problemsOf) });
  const { sendingApplication: application, sendingFacility: facility, settings } = read.data;
  const taken = await ctx.transaction((tx) => takenElsewhere(tx, { application, facility, port: settings.port }, profileId));
  const wrong = whyNot(read.data, taken);
  return done({ content: read.data, problems: wrong ? [{ place: PLACES[wrong], item: '', why: wrong }] : [] });
}

const PLACES: Record<LinkRefusal, string> = {
  'link-bad-zone': 'timeZone',
  'link-bad-network': 'settings.security.addresses',
  'link-sender-taken': 'sendingFacility',
  'link-port-taken': 'settings.port',
};

/** Below these names come the lines of a list or the words of a table, not more names of fields. */
const DEPTHS: Record<string, number> = { security: 3, outbound: 3 };

export function problemsOf(issue: z.core.$ZodIssue): ContentProblem[] {
  const path = issue.path.map(String);
  const depth = path[0] === 'settings' ? (DEPTHS[path[1] ?? ''] ?? 2) : 1;
  const at = { place: path.slice(0, depth).join('.'), item: path.slice(depth)[0] ?? '' };
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ place: [...path, key].join('.'), item: '', why: 'unknown' }));
    case 'invalid_type':
      return [{ ...at, why: issue.message.includes('received undefined') ? 'missing' : 'wrong-kind' }];
    case 'too_small':
      return [{ ...at, why: 'too-small' }];
    case 'too_big':
      return [{ ...at, why: 'too-big' }];
    case 'invalid_value':
      return [{ ...at, why: 'not-allowed' }];
    default:
      return [{ ...at, why: 'malformed' }];
  }
}
