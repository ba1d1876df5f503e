/** The answer to a request after all redirects. */
export type Answer = Readonly<{ url: URL; status: number; headers: Headers; body: Buffer }>;

export type Client = Readonly<{
  get(address: string | URL): Promise<Answer>;
  post(address: string | URL, body: FormData | URLSearchParams): Promise<Answer>;
}>;

/** Requests with cookies; redirects are followed as a browser follows them, and stay on the same origin. */
export function createClient(base: string): Client {
  const cookies = new Map<string, string>();

  async function send(address: URL, init: RequestInit, redirects = 0): Promise<Answer> {
    if (address.origin !== new URL(base).origin) throw new Error(`led away to ${address.origin}`);
    if (redirects > 10) throw new Error(`redirected without end at ${address.pathname}`);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { ...init, redirect: 'manual', headers: { Accept: 'text/html', cookie } });
    for (const line of response.headers.getSetCookie()) keep(line);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) {
      return {
        url: address,
        status: response.status,
        headers: response.headers,
        body: Buffer.from(await response.arrayBuffer()),
      };
    }
    await response.body?.cancel();
    return send(new URL(location, address), { method: 'GET' }, redirects + 1);
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    if (attributes.some((attribute) => isPast(attribute))) cookies.delete(name);
    else cookies.set(name, pair.slice(at + 1));
  }

  return {
    get: (address) => send(new URL(address, base), { method: 'GET' }),
    post: (address, body) => send(new URL(address, base), { method: 'POST', body }),
  };
}

/** Whether a cookie's attribute says that it is over. */
function isPast(attribute: string): boolean {
  const [name = '', value = ''] = attribute.split('=');
  if (name.toLowerCase() === 'max-age') return Number(value) <= 0;
  return name.toLowerCase() === 'expires' && Date.parse(value) <= Date.now();
}
