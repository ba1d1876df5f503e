import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Context } from '../../context.ts';
import { openPkcs12, parseTrust, readCertificates, WrongPassword, type Certificate } from '../../pki/index.ts';
import { readTrustFolder } from './trust.ts';

type Portal = Context['config']['portal'];

/**
 * What is wrong with the files of the portal's signature and of trust, `NAME: words` for the operator; empty when results can be signed.
 * A portal that finds out with the first approved application has promised the result already.
 */
export async function portalFileMistakes(portal: Portal): Promise<string[]> {
  const own = portal.container === undefined ? pemMistakes(portal) : containerMistakes(portal.container);
  return [...(await own), ...(await trustMistakes(portal.trustDir))];
}

async function pemMistakes({ certificateFile, keyFile }: Portal): Promise<string[]> {
  const certificate = await readOr(certificateFile, (bytes) => readCertificates(bytes)[0]);
  const key = await readOr(keyFile, createPrivateKey);
  const mistakes = [
    ...(certificate === null ? [`PORTAL_CERTIFICATE_FILE: ${unreadable('сертификата', certificateFile)}`] : []),
    ...(key === null ? [`PORTAL_KEY_FILE: ${unreadable('закрытого ключа', keyFile)}`] : []),
    ...(certificate && isTraining(certificate) ? [`PORTAL_CERTIFICATE_FILE: ${training}`] : []),
  ];
  const apart = certificate && key && !isPair(certificate, key);
  return apart ? [...mistakes, 'PORTAL_KEY_FILE: ключ не от этого сертификата'] : mistakes;
}

async function containerMistakes({ file, password }: NonNullable<Portal['container']>): Promise<string[]> {
  const name = 'PORTAL_CONTAINER_FILE';
  try {
    const { certificate } = await openPkcs12(await readFile(file), password);
    return isTraining(certificate) ? [`${name}: ${training}`] : [];
  } catch (error) {
    if (error instanceof WrongPassword) return ['PORTAL_CONTAINER_PASSWORD: контейнер открывается другим паролем'];
    return [`${name}: ${unreadable('ключа с сертификатом', file)}`];
  }
}

async function trustMistakes(dir: string): Promise<string[]> {
  const found = await stat(dir).catch(() => null);
  if (found?.isDirectory() !== true) return [`TRUST_DIR: нет такой папки: ${dir}`];
  const { store } = parseTrust((await readTrustFolder(dir)).files);
  return [...store.anchors, ...store.intermediates].some(isTraining)
    ? ['TRUST_DIR: в папке учебный центр демонстрации, ключ от него не секрет: уберите его сертификат']
    : [];
}

/** What a file holds, or null when there is no such file or something else in it. */
async function readOr<T>(file: string, read: (bytes: Buffer) => T): Promise<T | null> {
  try {
    return read(await readFile(file));
  } catch {
    return null;
  }
}

/** The demo's authority issues such certificates, its own included: by them nothing may be promised to anybody. */
function isTraining({ issuedBy }: Certificate): boolean {
  return issuedBy.commonName === trainingAuthority;
}

function isPair({ spki }: Certificate, key: KeyObject): boolean {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).equals(spki);
}

function unreadable(what: string, file: string): string {
  return `нет ${what} в файле ${file}, или его нельзя прочитать`;
}

const training = 'это учебный сертификат демонстрации, подписывать им результаты нельзя';

/** What the demo calls its authority. */
export const trainingAuthority = 'Учебный удостоверяющий центр';
