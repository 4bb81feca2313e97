import { sql } from 'drizzle-orm';
import { cookieName } from '../access/cookies';
import { makeAuthenticator } from '../access/testing-authenticator';
import { type ApiContext, createApiContext } from '../api/context';
import { createCaller } from '../api/root';
import { makeEnrolmentCode } from '../patient/make-enrolment-code';
import { assert } from '../platform/assert';
import { BIRTH_DATE, openTestPortal } from './testing-portal';

/** The portal with browsers in front of it: each keeps its own cookie, as a telephone does. */
export async function openTestAccounts() {
  process.env.NEXTAUTH_SECRET ??= 'a secret of the tests that is long enough';
  process.env.NEXTAUTH_URL ??= 'http://localhost:3000';
  const portal = await openTestPortal();
  let people = 0;

  /** A telephone, from an address of its own. */
  const browser = () => {
    let cookie = '';
    people += 1;
    const address = `198.51.100.${people % 250}`;
    const call = () => {
      const responseHeaders = new Headers();
      const context: ApiContext = createApiContext({
        headers: new Headers({ cookie: `${cookieName('patient')}=${cookie}` }),
        responseHeaders,
        db: portal.access.web,
        now: portal.clock.now,
      });
      return { caller: createCaller({ ...context, origin: { address, terminal: 'essai' } }), responseHeaders };
    };
    return {
      cookie: () => cookie,
      use: async <T>(work: (caller: ReturnType<typeof createCaller>) => Promise<T>): Promise<T> => {
        const { caller, responseHeaders } = call();
        const answer = await work(caller);
        for (const line of responseHeaders.getSetCookie()) {
          const value = new RegExp(`^${cookieName('patient')}=([^;]*)`).exec(line)?.[1];
          if (value !== undefined) cookie = value;
        }
        return answer;
      },
    };
  };

  return {
    ...portal,
    browser,
    /** A patient with a report of her own; `phone` and `email` as the admission sent them and vouched for them. */
    newPatient: async ({ phone = null, email = null, birthDate = BIRTH_DATE }: { phone?: string | null; email?: string | null; birthDate?: string } = {}) => {
      people += 1;
      const identifier = `9${String(people).padStart(6, '0')}`;
      const { reportId } = await portal.release({
        patient: {
          identifier,
          birthFamilyName: `ESSAI-${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[people % 26]}`,
          givenNames: ['LOU'],
          birthDate,
          ins: null,
          email,
          mobilePhone: phone,
        },
      });
      const [row] = await portal.rowsOf<{ id: string }>(sql`select patient_id as id from report where id = ${reportId}`);
      assert(row, 'the report has its patient');
      return { patientId: row.id, reportId, birthDate };
    },
    /** The code on the slip, made at the desk. */
    slip: async (patientId: string, representationId: string | null = null): Promise<string> => {
      const ctx = portal.as(portal.biologist);
      const made = await ctx.transaction((tx) => makeEnrolmentCode(ctx, tx, { patientId, representationId }));
      assert(made.ok, 'the desk makes a code');
      return made.value.code;
    },
    /** The newest code sent there. */
    codeSentTo: async (recipient: string): Promise<string> => {
      await portal.settle();
      const message = (await portal.outbox()).find((one) => one.recipient === recipient && /\b\d{6}\b/.test(one.body));
      const code = /\b\d{6}\b/.exec(message?.body ?? '')?.[0];
      assert(code, `a code was sent to ${recipient}`);
      return code;
    },
    authenticator: () => makeAuthenticator({ origin: new URL(process.env.NEXTAUTH_URL ?? '').origin }),
  };
}

export type TestAccounts = Awaited<ReturnType<typeof openTestAccounts>>;
export type TestBrowser = ReturnType<TestAccounts['browser']>;

/** A code that is not this one. */
export const not = (code: string): string => (code === '000000' ? '000001' : '000000');

/** The refusal's code of a call, or null when it went through. */
export async function refusalOf(call: Promise<unknown>): Promise<string | null> {
  try {
    await call;
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
}

export { BIRTH_DATE };
