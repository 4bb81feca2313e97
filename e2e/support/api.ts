import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '../../server/api/root';
import { codeOf, DEMO_PASSWORD } from './persons';
import { place } from './place';

export type Api = TRPCClient<AppRouter>;

/** The product's API for a browserless person who came in by the same door; `cookie` is what her browser would hold. */
export async function apiOf(login: string): Promise<{ api: Api; cookie: string }> {
  const cookie = await enterWithoutBrowser(login);
  return { api: apiWith(cookie), cookie };
}

export function apiWith(cookie: string): Api {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${place.url}/api/trpc`, transformer: superjson, methodOverride: 'POST', headers: { 'x-relais': '1', cookie } })],
  });
}

/** The code of the refusal that a call ended with; null when it ended otherwise, the link lost for example. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; detail?: Record<string, unknown> } | null> {
  try {
    await call;
    return null;
  } catch (error) {
    const { data } = error as { data?: { refusal?: { code: string; detail?: Record<string, unknown> } | null } };
    return data?.refusal ?? null;
  }
}

/** Asks again, as the screen does, while nobody answers; an answer that is a refusal ends it. */
export async function untilAnswered<T>(call: () => Promise<T>, patienceMs = 60_000): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const { data } = error as { data?: { refusal?: unknown } | null };
      if (Date.now() > end || data?.refusal) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function enterWithoutBrowser(login: string): Promise<string> {
  const doorstep = await fetch(`${place.url}/api/auth/csrf`);
  const { csrfToken } = (await doorstep.json()) as { csrfToken: string };
  const answer = await fetch(`${place.url}/api/auth/callback/professional`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: pairsOf(doorstep).join('; ') },
    body: new URLSearchParams({ csrfToken, login, password: DEMO_PASSWORD, code: await codeOf(login), json: 'true' }),
  });
  const session = pairsOf(answer).find((pair) => pair.startsWith('relais-session='));
  if (!session) throw new Error(`${login} was not let in (${answer.status})`);
  return session;
}

const pairsOf = (response: Response): string[] => response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
