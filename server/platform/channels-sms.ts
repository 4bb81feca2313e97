import { Fault } from './fault';

export interface Sms {
  id: string;
  to: string;
  text: string;
}

const SILENCE_MS = 10_000;

/**
 * Posts `{ id, to, text }` to the SMS gateway of `url`; returns once it answered 2xx. Credentials of the URL travel as HTTP Basic. 4xx is never
 * tried again (but 408 and 429), no answer is `ambiguous`.
 */
export async function sendByHttp(url: string, sms: Sms): Promise<void> {
  const { address, authorization } = splitCredentials(url);
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify({ id: sms.id, to: sms.to, text: sms.text }),
    redirect: 'error',
    signal: AbortSignal.timeout(SILENCE_MS),
  }).catch((error: unknown) => {
    throw new Fault('sms-lost', 'ambiguous', { cause: error });
  });
  await response.body?.cancel();
  if (response.ok) return;
  const again = response.status >= 500 || response.status === 408 || response.status === 429;
  throw new Fault(`sms-${response.status}`, again ? 'safe' : 'never');
}

/** `fetch` refuses an address with credentials in it. */
function splitCredentials(text: string): { address: string; authorization: { authorization?: string } } {
  const url = new URL(text);
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = '';
  url.password = '';
  return { address: url.href, authorization: user === '' ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } };
}
