import {
  issueCertificate,
  issueCrl,
  makeKeyPair,
  signCms,
  type Certificate,
  type CertificateRequest,
  type Crl,
  type KeyKind,
  type KeyPair,
  type Owner,
  type TrustStore,
} from '../../src/pki/index.ts';

/** Everything is judged at this moment unless a test says otherwise. */
export const MOMENT = Date.UTC(2026, 10, 20, 9);

const DAY = 86_400_000;
const YEAR = 365 * DAY;

export const anna: Owner = {
  commonName: 'Смирнова Анна Сергеевна',
  surname: 'Смирнова',
  givenName: 'Анна Сергеевна',
  snils: '11223344595',
};

export const vera: Owner = {
  commonName: 'Кузнецова Вера Игоревна',
  surname: 'Кузнецова',
  givenName: 'Вера Игоревна',
  snils: '08765430300',
};

/** What may be wrong with a signer's certificate or with the chain above it. */
export type Standing =
  | 'good'
  | 'expired'
  | 'not-yet-valid'
  | 'revoked'
  | 'unknown-issuer' // an authority that nobody trusts
  | 'impostor' // a stranger's key under the name of our authority
  | 'wrong-usage' // a key for encryption only
  | 'expired-authority'
  | 'revoked-authority'
  | 'unlisted'; // an authority that publishes no list

/** A certificate with its key and the authorities above it, root included. */
export type Identity = Readonly<{
  certificate: Certificate;
  key: KeyPair['privateKey'];
  chain: readonly Certificate[];
}>;

export type TestPki = Readonly<{
  at: number;
  /** Trusts the root, knows no authority but by the signatures, and holds all lists. */
  trust: TrustStore;
  root: Identity;
  authority: Identity;
  identity: (standing?: Standing, owner?: Owner, kind?: KeyKind) => Promise<Identity>;
}>;

const pairs = new Map<string, Promise<KeyPair>>();

/** One pair of keys per name and kind in a test file: making RSA keys takes its time. */
export async function keyPair(name: string, kind: KeyKind): Promise<KeyPair> {
  const key = `${name}/${kind}`;
  const pair = pairs.get(key) ?? makeKeyPair(kind);
  pairs.set(key, pair);
  return pair;
}

let serials = 100n;

/** Serial numbers from here on are revoked; the lists are made before the certificates. */
const REVOKED = 9_000n;
const REVOKED_COUNT = 50;
let revokedSerials = REVOKED;

/** Issues a certificate with sensible defaults: a year of validity around `at`, the next serial number. */
export function issue(
  at: number,
  request: Partial<CertificateRequest> & Pick<CertificateRequest, 'subject' | 'issuer' | 'publicKey'>,
): Certificate {
  serials += 1n;
  return issueCertificate({ notBefore: at - YEAR / 2, notAfter: at + YEAR / 2, serial: serials, ...request });
}

const worlds = new Map<number, Promise<TestPki>>();

/** A root, its authorities in every state and their lists, made once per test file and moment. */
export async function testPki(at: number = MOMENT): Promise<TestPki> {
  const world = worlds.get(at) ?? makeWorld(at);
  worlds.set(at, world);
  return world;
}

/** A detached CAdES-BES signature over the content. */
export function signed(content: Buffer, { certificate, key, chain }: Identity, at: number = MOMENT): Buffer {
  return signCms({ content, certificate, key, chain, at, detached: true });
}

async function makeWorld(at: number): Promise<TestPki> {
  const root = await makeRoot(at, 'Учебный головной центр');
  const stranger = await makeRoot(at, 'Чужой головной центр');
  const authorities = {
    good: await makeAuthority(at, root, 'Учебный УЦ'),
    unknown: await makeAuthority(at, stranger, 'Чужой УЦ'),
    impostor: await makeAuthority(at, stranger, 'Учебный УЦ', 'stranger'),
    expired: await makeAuthority(at, root, 'Старый УЦ', 'authority', { notBefore: at - 9 * YEAR, notAfter: at - DAY }),
    revoked: await makeAuthority(at, root, 'Отозванный УЦ', 'authority', { serial: REVOKED }),
    unlisted: await makeAuthority(at, root, 'Молчащий УЦ'),
  };
  const { unlisted, ...listed } = authorities;
  const crls = [root, stranger, ...Object.values(listed)].map((issuer) => makeList(at, issuer));

  const issuers: Partial<Record<Standing, Identity>> = {
    'unknown-issuer': authorities.unknown,
    impostor: authorities.impostor,
    'expired-authority': authorities.expired,
    'revoked-authority': authorities.revoked,
    unlisted,
  };

  async function identity(standing: Standing = 'good', owner: Owner = anna, kind: KeyKind = 'rsa'): Promise<Identity> {
    const issuer = issuers[standing] ?? authorities.good;
    const pair = await keyPair('person', kind);
    const certificate = issue(at, { subject: owner, issuer, publicKey: pair.publicKey, ...peculiarity(standing, at) });
    return { certificate, key: pair.privateKey, chain: [issuer.certificate, ...issuer.chain] };
  }

  return {
    at,
    trust: { anchors: [root.certificate], intermediates: [], crls },
    root,
    authority: authorities.good,
    identity,
  };
}

function peculiarity(standing: Standing, at: number): Partial<CertificateRequest> {
  if (standing === 'expired') return { notBefore: at - YEAR, notAfter: at - DAY };
  if (standing === 'not-yet-valid') return { notBefore: at + DAY, notAfter: at + YEAR };
  if (standing === 'wrong-usage') return { keyUsage: ['keyEncipherment', 'dataEncipherment'] };
  if (standing !== 'revoked') return {};
  revokedSerials += 1n;
  return { serial: revokedSerials };
}

async function makeRoot(at: number, commonName: string): Promise<Identity> {
  const { publicKey, privateKey } = await keyPair(commonName, 'p256');
  const subject = { commonName, organisation: 'Учебное министерство', country: 'RU' };
  const validity = { notBefore: at - 10 * YEAR, notAfter: at + 10 * YEAR };
  const certificate = issue(at, { subject, issuer: { self: privateKey }, publicKey, ca: {}, ...validity });
  return { certificate, key: privateKey, chain: [] };
}

async function makeAuthority(
  at: number,
  issuer: Identity,
  commonName: string,
  pair = 'authority',
  special: Partial<CertificateRequest> = {},
): Promise<Identity> {
  const { publicKey, privateKey } = await keyPair(pair, 'p256');
  const subject = { commonName, organisation: 'Учебная область', country: 'RU', ogrn: '1027700132195' };
  const validity = { notBefore: at - 5 * YEAR, notAfter: at + 5 * YEAR };
  const certificate = issue(at, { subject, issuer, publicKey, ca: { pathLength: 0 }, ...validity, ...special });
  return { certificate, key: privateKey, chain: [issuer.certificate, ...issuer.chain] };
}

function makeList(at: number, issuer: Identity): Crl {
  const revoked = Array.from({ length: REVOKED_COUNT }, (_, index) => ({
    serial: REVOKED + BigInt(index),
    at: at - DAY,
  }));
  return issueCrl({ issuer, number: 1n, thisUpdate: at - DAY, nextUpdate: at + 7 * DAY, revoked });
}
