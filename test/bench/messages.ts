/** A page that is measured; the cookie is that of whoever looks at it. */
export type Page = Readonly<{ name: string; path: string; cookie?: string }>;

/** What the bare server is to send from now on; the body in base64. */
export type Answer = Readonly<{ headers: Readonly<Record<string, string>>; body: string }>;
