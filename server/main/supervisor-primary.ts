import postgres from 'postgres';

/**
 * Answers the address of the one host that takes writes. The driver's own `target_session_attrs=read-write` connects to a standby, hence each
 * host is asked.
 */
export async function findPrimary(url: string): Promise<string> {
  const hosts = eachHost(url);
  const causes: string[] = [];
  for (const candidate of hosts) {
    const answer = await takesWrites(candidate);
    if (answer === true) return candidate;
    causes.push(`${new URL(candidate).host}: ${answer}`);
  }
  throw new Error(`no database that takes writes answers: ${causes.join('; ')}`);
}

/** One address per host of a libpq list; the driver does not know `target_session_attrs`. */
export function eachHost(url: string): string[] {
  const [, scheme = '', login = '', hosts = '', rest = ''] = /^(postgres(?:ql)?:\/\/)((?:[^@/]*@)?)([^/?]*)(.*)$/.exec(url) ?? [];
  return hosts.split(',').map((host) => {
    const address = new URL(`${scheme}${login}${host}${rest}`);
    address.searchParams.delete('target_session_attrs');
    return address.href;
  });
}

async function takesWrites(url: string): Promise<true | string> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const [row] = await sql`show transaction_read_only`;
    return row?.transaction_read_only === 'off' ? true : 'is a standby';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'does not answer';
  } finally {
    await sql.end({ timeout: 1 });
  }
}
