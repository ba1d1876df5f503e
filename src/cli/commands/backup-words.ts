import { manifestName, NotABackup } from '../../platform/backup/manifest.ts';
import { CommandError } from '../command.ts';

/** What reading a backup may be refused with, for the operator; null for anything else. */
export function inWords(error: unknown, dir: string): CommandError | null {
  if (!(error instanceof NotABackup)) return null;
  return new CommandError(
    `В папке ${dir} нет законченной резервной копии: описи ${manifestName} нет или она не читается.`,
  );
}
