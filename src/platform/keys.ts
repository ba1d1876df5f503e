/** The secrets of a deployment. They come from the environment and never enter the database or its backup. */
export type Keys = Readonly<{
  /** AES-256 keys, 32 bytes each; the first one encrypts, all of them decrypt. */
  encryption: readonly Readonly<{ id: string; key: Buffer }>[];
  /** HMAC key of the blind indexes, 32 bytes. */
  blindIndex: Buffer;
  /** HMAC key of codes, tokens and rate-limit keys, 32 bytes. */
  mac: Buffer;
  /** HMAC key mixed into every password before bcrypt, 32 bytes. */
  pepper: Buffer;
}>;
