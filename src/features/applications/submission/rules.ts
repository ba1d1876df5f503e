import { maskPhone } from '../../../platform/values/phone.ts';
import type { ServiceDefinition } from '../../catalogue/index.ts';
import type { CertificateFacts } from '../../signatures/index.ts';

/** What a service demands under an application. */
export type SignatureLevel = ServiceDefinition['signature'];

/**
 * What stands under an application. `none`: nothing but the press of the button; `simple`: a one-time code from an SMS
 * (63-ФЗ, article 9); `certificate`: a detached CMS signature, kept as a file beside the paper. `at` in UTC ms.
 */
export type ApplicationSignature =
  | Readonly<{ kind: 'none'; at: number }>
  | Readonly<{ kind: 'simple'; at: number; phone: string }>
  | Readonly<{ kind: 'certificate'; at: number; fileId: string; certificate: CertificateFacts }>;

/** A refusal that a person may have to report: stable code, words, and the number of the attempt. */
export type Refusal = Readonly<{ code: string; words: string; attempt: string }>;

/**
 * Why a sound certificate is too weak for the service, in words; null when it will do. A training certificate stands for
 * whatever kind the demo needs and is called «учебная» wherever it appears.
 */
export function whyTooWeak(
  level: SignatureLevel,
  certificate: Pick<CertificateFacts, 'qualified' | 'training'>,
): string | null {
  if (level !== 'qualified' || certificate.qualified || certificate.training) return null;
  return 'Для этой услуги нужен квалифицированный сертификат. Получите его в аккредитованном удостоверяющем центре и подпишите ещё раз.';
}

/** Whether what was put under the paper is what the service demands. */
export function isSigned(level: SignatureLevel, signature: ApplicationSignature | null): boolean {
  if (level === 'none') return true;
  if (signature === null) return false;
  return level === 'simple' ? signature.kind !== 'none' : signature.kind === 'certificate';
}

/** The title of the signature mark. Only a qualified certificate is ever called so; a training one says what it is. */
export function signatureTitle(signature: ApplicationSignature): string {
  if (signature.kind === 'none') return 'Отправлено без подписи';
  if (signature.kind === 'simple') return 'Подписано кодом из СМС';
  if (signature.certificate.training) return 'Подписано, учебная подпись';
  return signature.certificate.qualified ? 'Подписано квалифицированным сертификатом' : 'Подписано';
}

/** «+7 900 ···-··-01», in one line: enough for the owner to know which phone it was. */
export function maskedPhone(phone: string): string {
  return maskPhone(phone).replaceAll(' ', '\u00A0').replaceAll('-', '\u2011');
}

/** Whether bytes can be a CMS signature: DER, or PEM and base64 text of it. Names of files decide nothing. */
export function looksLikeSignature(bytes: Buffer): boolean {
  if (bytes[0] === 0x30) return true;
  return /^\s*(?:-----BEGIN (?:CMS|PKCS7)-----|M[A-Za-z0-9+/\r\n]{40})/.test(bytes.toString('latin1', 0, 200));
}
