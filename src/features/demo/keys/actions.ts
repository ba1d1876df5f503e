import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Context } from '../../../context.ts';
import { certificatePem, readCertificate, type Issuer } from '../../../pki/index.ts';
import { day } from '../../../platform/values/durations.ts';
import { trainingAuthority } from '../../signatures/index.ts';
import { cast, romashka } from '../cast.ts';
import { makeAuthority, makeKey, pkiDir, publishCrl, readIssuer, writeWhole } from './folder.ts';
import { expired, ordinary, organisationOwner, personOwner, type Validity } from './rules.ts';

const caName = {
  commonName: trainingAuthority,
  organisation: 'Личный кабинет, демонстрация',
  country: 'RU',
};
const strangerName = {
  commonName: 'Посторонний удостоверяющий центр',
  organisation: 'Никому не известный',
  country: 'RU',
};

/** At the first start makes the demo's authority, the portal's certificate and the keys of the cast; renews the CRL at every start. */
export async function prepareKeys(ctx: Context): Promise<void> {
  const dir = pkiDir(ctx);
  const keys = path.join(dir, 'keys');
  const ca = (await readIssuer(dir, 'ca')) ?? (await makeAuthority(ctx, dir, 'ca', caName, tenYears(ctx)));
  await writeWhole(path.join(ctx.config.portal.trustDir, 'ca.crt'), certificatePem(ca.certificate));
  if (!existsSync(path.join(dir, 'portal.crt.pem'))) await makePortalKey(ctx, dir, ca);
  if (!existsSync(path.join(keys, 'done'))) await makeCastKeys(ctx, keys, ca);
  const revoked = readCertificate(await readFile(path.join(keys, 'anna-revoked.crt.pem')));
  await publishCrl(ctx, ca, [revoked.serial]);
}

async function makePortalKey(ctx: Context, dir: string, ca: Issuer): Promise<void> {
  const { region } = ctx.config;
  const subject = {
    commonName: `Личный кабинет ${region.code} (учебный)`,
    organisation: `Личный кабинет ${region.code}`,
    country: 'RU',
  };
  await makeKey(ctx, dir, 'portal', { kind: 'rsa', subject, issuer: ca, validity: tenYears(ctx) });
}

/** One after another: two cores make keys of 2048 bits fast enough, and the start stays gentle on a small server. */
async function makeCastKeys(ctx: Context, keys: string, ca: Issuer): Promise<void> {
  const now = ctx.clock.now();
  const people = { anna: cast.anna, boris: cast.boris, vera: cast.vera };
  const owners = {
    ...Object.fromEntries(Object.entries(people).map(([name, member]) => [name, personOwner(identityOf(member))])),
    romashka: organisationOwner(romashka, identityOf(cast.anna)),
  };
  for (const [name, subject] of Object.entries(owners)) {
    await makeKey(ctx, keys, `${name}-rsa`, { kind: 'rsa', subject, issuer: ca, validity: ordinary(now) });
    await makeKey(ctx, keys, `${name}-ec`, { kind: 'p256', subject, issuer: ca, validity: ordinary(now) });
  }
  const anna = personOwner(identityOf(cast.anna));
  await makeKey(ctx, keys, 'anna-expired', { kind: 'rsa', subject: anna, issuer: ca, validity: expired(now) });
  await makeKey(ctx, keys, 'anna-revoked', { kind: 'rsa', subject: anna, issuer: ca, validity: ordinary(now) });
  const stranger = await makeAuthority(ctx, keys, 'stranger-ca', strangerName, tenYears(ctx));
  await makeKey(ctx, keys, 'anna-unknown', { kind: 'rsa', subject: anna, issuer: stranger, validity: ordinary(now) });
  await writeWhole(path.join(keys, 'done'), '');
}

/** Issues keys, RSA and EC, for the signed-in person's own name and СНИЛС; the latest ones count. */
export async function issueOwnKeys(
  ctx: Context,
  personId: string,
  identity: Readonly<{ last: string; first: string; middle: string | null; snils: string; inn: string | null }>,
): Promise<void> {
  const ca = await readIssuer(pkiDir(ctx), 'ca');
  if (ca === null) throw new Error('the demo has no authority');
  const subject = personOwner(identity);
  const validity = ordinary(ctx.clock.now());
  await makeKey(ctx, ownDir(ctx, personId), 'own-rsa', { kind: 'rsa', subject, issuer: ca, validity });
  await makeKey(ctx, ownDir(ctx, personId), 'own-ec', { kind: 'p256', subject, issuer: ca, validity });
  await ctx.audit.record({ act: 'demo.key-issued', personId, actorId: personId });
}

export function ownDir(ctx: Context, personId: string): string {
  return path.join(pkiDir(ctx), 'own', personId);
}

function identityOf(member: (typeof cast)['anna' | 'boris' | 'vera']) {
  return { ...member.name, snils: member.snils ?? '', inn: member.inn };
}

/** From before the first of the demo's results, which is signed on its day. */
function tenYears(ctx: Context): Validity {
  const notBefore = ctx.clock.now() - 90 * day;
  return { notBefore, notAfter: notBefore + 3650 * day };
}
