/** A product's two doors on the way to an identity provider, and the address that it is opened by. */
interface Doors {
  origin: string;
  start: () => Promise<Response>;
  finish: (url: URL, headers: Headers) => Promise<Response>;
}

/** Goes to an identity provider and back as a browser does: its cookies, its redirects, its form. */
export function tripWith({ origin, start, finish }: Doors) {
  const begin = async () => {
    const response = await start();
    return { url: new URL(response.headers.get('location') ?? ''), cookie: pairsOf(response).join('; ') };
  };
  /** Says who one is, or declines, and answers the address one is sent back to. */
  const identify = async (url: URL, who: string | null): Promise<URL> => {
    const jar = new Map<string, string>();
    const visit = async (address: URL, body?: URLSearchParams): Promise<URL> => {
      const headers = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
      const response = await fetch(address, { redirect: 'manual', headers, ...(body ? { method: 'POST', body } : {}) });
      for (const pair of pairsOf(response)) jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      const location = response.headers.get('location');
      if (!location) return visit(address, new URLSearchParams(who === null ? { refuse: '1' } : { who }));
      const next = new URL(location, address);
      return next.origin === origin ? next : visit(next);
    };
    return visit(url);
  };
  const comeBack = (url: URL, cookie: string) => finish(url, new Headers({ cookie }));
  const arrive = async (who: string | null) => {
    const { url, cookie } = await begin();
    return comeBack(await identify(url, who), cookie);
  };
  return { begin, identify, comeBack, arrive };
}

export const pairsOf = (response: Response): string[] => response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
