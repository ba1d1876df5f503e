import {
  attachedContentOf,
  PkiError,
  readCertificates,
  refusedVerdict,
  verifyCertificate,
  verifyPdf,
  verifySignature,
  type TrustStore,
  type Verdict,
} from '../../../pki/index.ts';
import { UsageError, type Command, type Options } from '../../command.ts';
import { contentOf, fileOf, momentOf, textOf, trustOf } from './files.ts';
import { jsonOf, wordsOf } from './report.ts';

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Проверить электронную подпись, подписанный PDF или сертификат',
  options: {
    signature: { type: 'string' },
    content: { type: 'string' },
    pdf: { type: 'string' },
    certificate: { type: 'string' },
    trust: { type: 'string' },
    crl: { type: 'string' },
    at: { type: 'string' },
    json: { type: 'boolean' },
  },
  help: `Что проверить, нужно одно из трёх:
  --signature ФАЙЛ --content ФАЙЛ   подпись CMS и подписанный файл; без --content подпись должна нести файл в себе
  --pdf ФАЙЛ                        PDF с подписью внутри
  --certificate ФАЙЛ                сертификат, можно с цепочкой

  --trust ПАПКА   корневые и промежуточные сертификаты, в подпапке accredited — аккредитованных центров; по умолчанию TRUST_DIR
  --crl ПАПКА     списки отозванных сертификатов и ответы OCSP вдобавок к тем, что лежат среди доверенных
  --at ВРЕМЯ      на какой момент судить, по умолчанию на нынешний
  --json          вывести результат в JSON

Вердикт по ETSI EN 319 102-1. Статус 0 только при TOTAL-PASSED; неизвестный статус отзыва — это не «подтверждено».`,
  async run(here, { options }) {
    const at = momentOf(options);
    const judge = await whatToJudge(options);
    const verdict = judge(await trustOf(here, options), at);
    // In one piece: whoever reads only the first line (`| head -1`) closes the pipe behind it.
    here.terminal.say(options['json'] === true ? jsonOf(verdict, at) : wordsOf(verdict).join('\n'));
    return verdict.outcome === 'TOTAL-PASSED' ? 0 : 1;
  },
};

type Judge = (trust: TrustStore, at: number) => Verdict;

async function whatToJudge(options: Options): Promise<Judge> {
  const asked = ['signature', 'pdf', 'certificate'].filter((name) => textOf(options, name) !== undefined);
  if (asked.length !== 1) throw new UsageError('Нужно одно из трёх: --signature, --pdf или --certificate.');
  const content = textOf(options, 'content');
  if (content !== undefined && asked[0] !== 'signature') throw new UsageError('--content нужен только с --signature.');
  if (asked[0] === 'pdf') {
    const pdf = await fileOf(options, 'pdf');
    return (trust, at) => verifyPdf({ pdf, trust, at });
  }
  if (asked[0] === 'certificate') {
    const file = await fileOf(options, 'certificate');
    return (trust, at) => judgeCertificate(file, trust, at);
  }
  const signature = await fileOf(options, 'signature');
  if (content === undefined) return (trust, at) => judgeAttached(signature, trust, at);
  const signed = await contentOf(content);
  return (trust, at) => verifySignature({ signature, content: signed, trust, at });
}

/** Over what the signature carries with it. */
function judgeAttached(signature: Buffer, trust: TrustStore, at: number): Verdict {
  return guarded(() => {
    const content = attachedContentOf(signature);
    if (content === undefined) throw new UsageError('Подпись не несёт файла в себе: нужен --content ФАЙЛ.');
    return verifySignature({ signature, content, trust, at });
  });
}

/** The first certificate of the file; those behind it may be its authorities. */
function judgeCertificate(file: Buffer, trust: TrustStore, at: number): Verdict {
  return guarded(() => {
    const [certificate, ...others] = readCertificates(file);
    if (!certificate) return refusedVerdict('SIG-DAMAGED');
    const intermediates = [...trust.intermediates, ...others];
    return verifyCertificate({ certificate, trust: { ...trust, intermediates }, at });
  });
}

/** What cannot even be read has a verdict, too. */
function guarded(judge: () => Verdict): Verdict {
  try {
    return judge();
  } catch (error) {
    if (error instanceof PkiError) return refusedVerdict(error.code);
    throw error;
  }
}
