import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { MllpClientTls } from '../hl7/mllp-client';
import { type Probe, type ProbeOutcome, probeMllp } from '../hl7/mllp-probe';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { ownCertificate } from './own-certificate';
import { lisUrlOf, managesLaboratory } from './store';

/** `no-address`: nothing says where; `own-certificate`: Relais cannot read its own certificate or authority. */
export type TrialOutcome = ProbeOutcome | 'no-address' | 'own-certificate';

export interface Trial {
  outcome: TrialOutcome;
  address: string;
  isSecure: boolean;
  tookMs: number;
  certificate: Probe['certificate'];
}

const TIMEOUT_MS = 5000;
type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Opens a real connection to where this laboratory's messages go today, and hangs up: not one byte of a message leaves. Tries the address in force and no other, so that
 * nobody looks around the network with it. The line is open outside of any transaction; what happened is traced.
 */
export async function tryLink(
  ctx: Context<ProfessionalActor>,
  { laboratoryId }: { laboratoryId: string },
  { defaultUrl, environment = process.env, timeoutMs = TIMEOUT_MS }: { defaultUrl: string | null; environment?: Variables; timeoutMs?: number },
): Promise<Outcome<Trial, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'links.manage');
  if (denied) return denied;
  const found = await ctx.transaction(async (tx) => ((await managesLaboratory(tx, laboratoryId)) ? { own: await lisUrlOf(tx, laboratoryId) } : null));
  if (!found) return refuse('not-found');
  const url = found.own ?? defaultUrl;
  const trial = url === null ? { ...NOWHERE, outcome: 'no-address' as const } : await attempt(new URL(url), environment, timeoutMs);
  await ctx.transaction((tx) => append(tx, ctx, { action: 'link.try', subjectId: laboratoryId, detail: { outcome: trial.outcome, ms: trial.tookMs } }));
  return done(trial);
}

const NOWHERE = { address: '', isSecure: false, tookMs: 0, certificate: null };

async function attempt({ protocol, host, hostname, port }: URL, environment: Variables, timeoutMs: number): Promise<Trial> {
  const isSecure = protocol === 'mllps:';
  const where = { address: host, isSecure };
  let tls: MllpClientTls | undefined;
  try {
    tls = isSecure ? ownCertificate(environment) : undefined;
  } catch {
    return { ...NOWHERE, ...where, outcome: 'own-certificate' };
  }
  const probe = await probeMllp({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), timeoutMs, ...(tls ? { tls } : {}) });
  return { ...where, ...probe };
}
