import { formatDate, formatDateTime } from '../../../platform/values/time.ts';
import { signatureTitle, type WholeApplication } from '../../applications/index.ts';

/** What stands under the application, with the verdict and the time of its verification. */
export function signatureMarkOf({ application, signatures }: WholeApplication, zone: string) {
  const { signature } = application;
  const title = signatureTitle(signature);
  if (signature.kind === 'none') return { title, mark: null, text: 'Услуга не требует подписи.' };
  if (signature.kind === 'simple')
    return { title, mark: null, text: `Код подтверждён ${formatDateTime(signature.at, zone)}.` };
  const { certificate } = signature;
  const kept = signatures.at(-1);
  const ok = kept === undefined || kept.code === null;
  const verifiedAt = formatDateTime(kept?.verifiedAt ?? signature.at, zone);
  return {
    title,
    text: '',
    mark: {
      title,
      certificate: certificate.serial,
      owner: certificate.owner,
      valid: `${formatDate(certificate.notBefore, zone)}\u00A0— ${formatDate(certificate.notAfter, zone)}`,
      verdict: ok ? 'Подпись верна' : `Подпись не подтверждена, код ${kept?.code ?? ''}`,
      checked: `Проверено ${verifiedAt.replace(' ', ' в ')}.`,
      ok,
    },
  };
}
