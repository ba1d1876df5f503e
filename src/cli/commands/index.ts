import type { Command } from '../command.ts';
import { auditVerifyCommand } from './audit-verify.ts';
import { backupVerifyCommand } from './backup-verify.ts';
import { backupCommand } from './backup.ts';
import { createStaffCommand } from './create-staff.ts';
import { migrateCommand } from './migrate.ts';
import { restoreCommand } from './restore.ts';
import { rotateKeysCommand } from './rotate-keys.ts';
import { verifyCommand } from './signatures/verify.ts';
import { verifyCrlCommand } from './signatures/verify-crl.ts';
import { verifyOcspCommand } from './signatures/verify-ocsp.ts';
import { unlockCommand } from './unlock.ts';

/** Every command, in the order of the list that `--help` prints. */
export const commands: readonly Command[] = [
  migrateCommand,
  createStaffCommand,
  unlockCommand,
  auditVerifyCommand,
  rotateKeysCommand,
  backupCommand,
  backupVerifyCommand,
  restoreCommand,
  verifyCommand,
  verifyOcspCommand,
  verifyCrlCommand,
];
