import { type Api, apiWith } from './api';
import type { Watched } from './watch';

const NAMES = { 'h.marchetti': 'MARCHETTI', 'k.haddad': 'HADDAD', 'p.gerard': 'GÉRARD' } as const;
type Login = keyof typeof NAMES;

/** Who answers for a site now and who are the others, by the product itself; the demonstration's roster turns with the days. */
export async function answering(api: Api, siteName: string): Promise<{ login: Login; others: readonly Login[] }> {
  const { sites } = await api.handover.state.query();
  const name = sites.find((site) => site.name === siteName)?.responsible?.name ?? '';
  const logins = Object.keys(NAMES) as Login[];
  const login = logins.find((one) => name.endsWith(NAMES[one]));
  if (!login) throw new Error(`nobody answers for ${siteName}`);
  return { login, others: logins.filter((one) => one !== login) };
}

/** The API in the session of a browser: another login of the same person would end it. */
export async function apiIn({ page }: Watched): Promise<Api> {
  const cookies = await page.context().cookies();
  return apiWith(cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
}
