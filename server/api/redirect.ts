const NOT_KEPT = { 'cache-control': 'no-store' };

/** Sends the browser elsewhere, with its cookies; nothing of it is kept, and the next address is not told where one came from. */
export function away(location: string, cookies: readonly string[], more: Record<string, string> = {}): Response {
  const headers = new Headers({ location, 'referrer-policy': 'no-referrer', ...NOT_KEPT, ...more });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** A door that this installation does not have. */
export const missing = (): Response => new Response(null, { status: 404, headers: NOT_KEPT });
