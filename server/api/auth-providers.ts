import type { RequestInternal } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { authenticate, type LoginRefusal } from '../access/authenticate';
import { enterByPasskey, type PasskeyRefusal } from '../access/enter-by-passkey';
import { type EmergencyRefusal, enterEmergency } from '../access/enter-emergency';
import type { Entered } from '../access/let-in';
import { originOf } from '../access/request-origin';
import type { SecondFactor } from '../access/second-factor';
import { webConnection } from '../access/web-connection';
import { type Assertion, AssertionSchema } from '../access/webauthn';
import type { AnonymousActor } from '../platform/actor';
import { type Context, contextFor } from '../platform/context';
import { codeOf } from '../platform/fault';
import { log } from '../platform/log';
import type { Outcome } from '../platform/outcome';
import { anonymousActor } from './context';

type Given = Record<string, string> | undefined;
type EntryRefusal = LoginRefusal | PasskeyRefusal | EmergencyRefusal;

/** Every way in that next-auth serves, each by the name that the log-in page calls: the password with one of three second factors, or a passkey alone. */
export const authProviders = () => [
  Credentials({ id: 'professional', name: 'Professionnels', credentials: { login: {}, password: {}, code: {} }, authorize: byPassword(totp) }),
  Credentials({ id: 'second-passkey', name: 'Professionnels', credentials: { login: {}, password: {}, assertion: {} }, authorize: byPassword(secondPasskey) }),
  Credentials({ id: 'recovery', name: 'Professionnels', credentials: { login: {}, password: {}, code: {} }, authorize: byPassword(recovery) }),
  Credentials({ id: 'passkey', name: 'Professionnels', credentials: { assertion: {} }, authorize: byPasskey }),
  Credentials({ id: 'emergency', name: 'Compte de secours', credentials: { login: {}, passphrase: {}, code: {}, reason: {} }, authorize: byEnvelope }),
];

const totp = (given: Given): SecondFactor => ({ kind: 'totp', code: bounded(given?.['code']) });
const recovery = (given: Given): SecondFactor => ({ kind: 'recovery', code: bounded(given?.['code']) });
const secondPasskey = (given: Given, bindingHash: string): SecondFactor => ({ kind: 'passkey', assertion: assertionIn(given), bindingHash });

const byPassword = (second: (given: Given, bindingHash: string) => SecondFactor) => (given: Given, request: Pick<RequestInternal, 'headers'>) =>
  enter(request, (ctx, bindingHash) =>
    authenticate(ctx, { login: bounded(given?.['login']), password: bounded(given?.['password']), second: second(given, bindingHash) }),
  );

const byPasskey = (given: Given, request: Pick<RequestInternal, 'headers'>) =>
  enter(request, (ctx, bindingHash) => enterByPasskey(ctx, { assertion: assertionIn(given), bindingHash }));

/** The sealed account, by what lies in its envelope. */
const byEnvelope = (given: Given, request: Pick<RequestInternal, 'headers'>) =>
  enter(request, (ctx) =>
    enterEmergency(ctx, {
      login: bounded(given?.['login']),
      passphrase: bounded(given?.['passphrase']),
      code: bounded(given?.['code']),
      reason: bounded(given?.['reason']),
    }),
  );

/** What is thrown becomes `error` in next-auth's answer: a word of `wordOf` or `unavailable`, never the text of an unknown error. */
async function enter(
  request: Pick<RequestInternal, 'headers'>,
  way: (ctx: Context<AnonymousActor>, bindingHash: string) => Promise<Outcome<Entered, EntryRefusal>>,
): Promise<{ id: string; token: string }> {
  const headers = new Headers(Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]));
  const ctx = contextFor(webConnection().db, anonymousActor(originOf(headers), null));
  const outcome = await Promise.resolve()
    .then(() => way(ctx, ctx.actor.bindingHash ?? ''))
    .catch((error: unknown) => {
      log('error', 'auth.fault', { code: codeOf(error) });
      throw new Error('unavailable');
    });
  if (!outcome.ok) throw new Error(wordOf(outcome.refusal));
  return { id: outcome.value.userId, token: outcome.value.token };
}

/** A form field may come twice or be huge: only a short text is a credential. */
const bounded = (value: unknown): string => (typeof value === 'string' && value.length <= 200 ? value : '');

/** An assertion that is none is answered like one of an unknown key: by an empty one, which no challenge ever gave. */
function assertionIn(given: Given): Assertion {
  const text = given?.['assertion'] ?? '';
  return AssertionSchema.safeParse(text.length <= 20_000 ? parsed(text) : null).data ?? NO_ASSERTION;
}

const NO_ASSERTION: Assertion = {
  id: 'none',
  rawId: 'none',
  type: 'public-key',
  response: { clientDataJSON: 'none', authenticatorData: 'none', signature: 'none' },
  clientExtensionResults: {},
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function wordOf({ code, detail }: EntryRefusal): string {
  switch (code) {
    case 'wrong-credentials':
      return `wrong:${detail?.['triesLeft'] ?? 0}`;
    case 'account-locked':
      return 'locked';
    case 'terminal-blocked':
      return 'blocked';
    case 'code-used':
      return 'used';
    case 'passkey-required':
      return 'passkey-required';
    case 'passkey-refused':
      return 'passkey-refused';
    case 'maintenance-closed':
      return 'maintenance-closed';
    case 'emergency-reason':
      return 'emergency-reason';
  }
}
