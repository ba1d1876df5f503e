import { readFile } from 'node:fs/promises';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { readTrustFolder } from '../../../features/signatures/index.ts';
import {
  parseTrust,
  PkiError,
  readCertificate,
  type Certificate,
  type TrustFile,
  type TrustStore,
} from '../../../pki/index.ts';
import { systemClock } from '../../../platform/clock.ts';
import { isIsoDate } from '../../../platform/values/date.ts';
import { CommandError, UsageError, type Options, type Surroundings } from '../../command.ts';
import { settings } from '../../portal.ts';

/** The text of an option, undefined where it was left out. */
export function textOf(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The file named by an option that must be there. */
export async function fileOf(options: Options, name: string): Promise<Buffer> {
  const file = textOf(options, name);
  if (file === undefined) throw new UsageError(`Не хватает: --${name} ФАЙЛ.`);
  return contentOf(file);
}

/** Reads a file. */
export async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CommandError(
      `Файл ${file} прочитать не удалось: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The certificate in a file named by an option. */
export async function certificateOf(options: Options, name: string): Promise<Certificate> {
  try {
    return readCertificate(await fileOf(options, name));
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    throw new CommandError(`В файле ${textOf(options, name)} нет сертификата: ${error.message}.`);
  }
}

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;
const SECONDS = /^\d{9,11}$/;

/** The moment of `--at` in UTC milliseconds: a day or a time, in UTC unless its zone is told, or seconds since 1970; the present without it. */
export function momentOf(options: Options): number {
  const text = textOf(options, 'at');
  if (text === undefined) return systemClock.now();
  if (SECONDS.test(text)) return Number(text) * 1_000;
  const [, day = '', time = '00:00', zone = 'Z'] = MOMENT.exec(text) ?? [];
  const at = Date.parse(`${day}T${time}${zone}`);
  // Date would take the 31st of February for the 3rd of March.
  if (Number.isNaN(at) || !isIsoDate(day))
    throw new UsageError('--at: нужен день (2026-11-20) или время (2026-11-20T12:00:00+03:00).');
  return at;
}

/** Whom to believe: `--trust` or the portal's own folder, and the lists of `--crl` besides; every file in folders that were named counts, and one that was named itself. */
export async function trustOf(here: Surroundings, options: Options): Promise<TrustStore> {
  const [named, lists] = [textOf(options, 'trust'), textOf(options, 'crl')];
  const files = named === undefined ? await ownTrustFiles(here) : await everyFileOf(named);
  const { store, unreadable } = parseTrust(files);
  const more = lists === undefined ? undefined : parseTrust(await everyFileOf(lists));
  for (const file of [...unreadable, ...(more?.unreadable ?? [])])
    here.terminal.tell(`Файл ${file} не сертификат и не список отзыва: пропущен.`);
  // Certificates among the lists may have signed them, but nobody is trusted for lying there.
  return {
    ...store,
    intermediates: [...store.intermediates, ...(more?.store.intermediates ?? []), ...(more?.store.anchors ?? [])],
    crls: [...store.crls, ...(more?.store.crls ?? [])],
    answers: [...(store.answers ?? []), ...(more?.store.answers ?? [])],
  };
}

/** The portal's own folder; without one nobody is trusted, and the rest of the verdict can still be told. */
async function ownTrustFiles(here: Surroundings): Promise<readonly TrustFile[]> {
  const { trustDir } = settings(here).portal;
  if (existsSync(trustDir)) return (await readTrustFolder(trustDir)).files;
  here.terminal.tell(`Папки ${trustDir} нет: доверять некому.`);
  return [];
}

async function everyFileOf(place: string): Promise<readonly TrustFile[]> {
  if (!existsSync(place)) throw new CommandError(`Папки ${place} нет.`);
  if (statSync(place).isFile()) return [{ name: path.basename(place), bytes: await contentOf(place) }];
  return (await readTrustFolder(place, () => true)).files;
}
