import { verifyCrl } from '../../../pki/index.ts';
import type { Command } from '../../command.ts';
import { certificateOf, fileOf, momentOf, textOf } from './files.ts';

export const verifyCrlCommand: Command = {
  name: 'verify-crl',
  summary: 'Проверить список отозванных сертификатов',
  options: {
    crl: { type: 'string' },
    issuer: { type: 'string' },
    certificate: { type: 'string' },
    at: { type: 'string' },
  },
  help: `  --crl ФАЙЛ           список отозванных сертификатов
  --issuer ФАЙЛ        сертификат того, кто его выпустил: ему доверяют
  --certificate ФАЙЛ   о каком сертификате спросить список; без него судится сам список
  --at ВРЕМЯ           на какой момент судить, по умолчанию на нынешний

Печатает good, revoked, unknown или invalid. unknown — список не отвечает за этот сертификат: он частичный, разностный, или сертификат
подписан другим ключом; invalid — списку верить нельзя: он подделан, устарел, выпущен другим. Статус 0 только при good.`,
  async run(here, { options }) {
    const [crl, at] = [await fileOf(options, 'crl'), momentOf(options)];
    const issuer = await certificateOf(options, 'issuer');
    const named =
      textOf(options, 'certificate') === undefined ? undefined : await certificateOf(options, 'certificate');
    const status = verifyCrl({ crl, issuer, at, ...(named && { certificate: named }) });
    here.terminal.say(status);
    return status === 'good' ? 0 : 1;
  },
};
