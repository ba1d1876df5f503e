import { verifyOcsp } from '../../../pki/index.ts';
import type { Command } from '../../command.ts';
import { certificateOf, fileOf, momentOf } from './files.ts';

export const verifyOcspCommand: Command = {
  name: 'verify-ocsp',
  summary: 'Проверить ответ OCSP о сертификате',
  options: {
    response: { type: 'string' },
    certificate: { type: 'string' },
    issuer: { type: 'string' },
    at: { type: 'string' },
  },
  help: `  --response ФАЙЛ      ответ службы OCSP
  --certificate ФАЙЛ   о каком сертификате он
  --issuer ФАЙЛ        сертификат того, кто этот сертификат выдал: ему доверяют
  --at ВРЕМЯ           на какой момент судить, по умолчанию на нынешний

Печатает good, revoked, unknown или invalid. unknown — служба не знает такого сертификата или ответить не смогла; invalid —
ответу верить нельзя: он подделан, устарел, не о том сертификате. Статус 0 только при good.`,
  async run(here, { options }) {
    const [response, at] = [await fileOf(options, 'response'), momentOf(options)];
    const [certificate, issuer] = [await certificateOf(options, 'certificate'), await certificateOf(options, 'issuer')];
    const status = verifyOcsp({ response, certificate, issuer, at });
    here.terminal.say(status);
    return status === 'good' ? 0 : 1;
  },
};
