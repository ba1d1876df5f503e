import type { NamedFile, Visitor } from './visitor.ts';

/** A private key with its certificate and the authority's, PEM. */
export type SigningKey = Readonly<{ key: NamedFile; certificate: NamedFile; authority: NamedFile }>;

/** What the steps of the journey need besides the people who walk it. */
export type World = Readonly<{
  /** Origin of a running demo server. */
  base: string;
  /** Somebody with a browser of their own, signed out. */
  newVisitor: () => Promise<Visitor>;
  /** A detached CMS signature (DER) over exactly these bytes. */
  sign: (content: Buffer, key: SigningKey) => Promise<Buffer>;
  /** The portal's time, UTC milliseconds. */
  now: () => number;
  /** Told the name of each step as it begins. */
  begin: (step: string) => void;
}>;
