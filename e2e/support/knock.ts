import { place } from './place';

/** One try at the professionals' door without a browser: what was opened, or the word of the refusal. */
export async function knock(way: string, given: Record<string, string>): Promise<{ session: string | null; error: string | null }> {
  const doorstep = await fetch(`${place.url}/api/auth/csrf`);
  const { csrfToken } = (await doorstep.json()) as { csrfToken: string };
  const answer = await fetch(`${place.url}/api/auth/callback/${way}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: pairsOf(doorstep).join('; ') },
    body: new URLSearchParams({ csrfToken, ...given, json: 'true' }),
  });
  const { url = '' } = (await answer.json()) as { url?: string };
  const session = pairsOf(answer).find((pair) => /^relais-session=[\w-]{43}$/.test(pair)) ?? null;
  return { session, error: URL.canParse(url) ? new URL(url).searchParams.get('error') : null };
}

const pairsOf = (response: Response): string[] => response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
