/** Runs once in the web server, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { prepareWeb } = await import('./server/api/prepare');
  prepareWeb();
}
