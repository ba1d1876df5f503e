import type { Certificate, Shortfall, SignatureCode, Verdict } from '../../pki/index.ts';
import { searchText } from '../../platform/values/search-text.ts';

/** Whose signature is expected. An organisation's is made with a certificate that carries its ИНН and ОГРН. */
export type ExpectedSigner = Readonly<{
  name: Readonly<{ last: string; first: string; middle: string | null }>;
  /** Eleven digits; null when the profile does not know it. */
  snils: string | null;
  organisation?: Readonly<{ inn: string; ogrn: string; name: string }>;
}>;

export type RefusalCode = SignatureCode | 'SIG-OWNER';

/** A certificate as pages show it; times are UTC ms. */
export type CertificateFacts = Readonly<{
  serial: string;
  owner: string;
  issuer: string;
  notBefore: number;
  notAfter: number;
  fingerprint: string;
  /** Qualified in the sense of 63-ФЗ: GOST and an accredited authority. */
  qualified: boolean;
  /** Issued by the demo's own authority. */
  training: boolean;
}>;

/** What the portal asks of a certificate: little, and never the certificate itself, for a hostile one takes long to read. */
export type ToldCertificate = Readonly<
  Pick<Certificate, 'serialHex' | 'fingerprint' | 'owner' | 'issuedBy' | 'notBefore' | 'notAfter'>
>;

/** A verdict of the library as far as the portal asks of it. */
export type ToldVerdict = Readonly<
  Pick<Verdict, 'outcome' | 'code' | 'shortfalls'> & { signer?: ToldCertificate; signers?: readonly ToldCertificate[] }
>;

export type SignatureVerdict = Readonly<{
  ok: boolean;
  outcome: Verdict['outcome'];
  code: RefusalCode | null;
  /** Plain Russian: what is wrong and what to do. */
  words: string;
  certificate: CertificateFacts | null;
}>;

/** Why a sound signature is not that of the expected signer; null when it is. */
export function ownerMismatch({ owner }: ToldCertificate, expected: ExpectedSigner): string | null {
  if (expected.organisation) {
    const { inn, ogrn, name } = expected.organisation;
    const same = owner.innOrganisation === inn && owner.ogrn === ogrn;
    return same
      ? null
      : `Заявление подаёт ${name}, а в сертификате другие ИНН или ОГРН. Подпишите сертификатом этой организации.`;
  }
  if (owner.snils === undefined || expected.snils === null || owner.snils !== expected.snils) {
    return 'В сертификате другой СНИЛС. Подпишите своим сертификатом.';
  }
  const wanted = [expected.name.first, expected.name.middle].filter(Boolean).join(' ');
  const sameName = isSame(owner.surname, expected.name.last) && isSame(owner.givenName, wanted);
  return sameName ? null : 'Имя в сертификате не совпадает с именем в личном кабинете. Подпишите своим сертификатом.';
}

function isSame(one: string | undefined, other: string): boolean {
  return one !== undefined && searchText(one) === searchText(other);
}

/** What each refusal means for a person, and what they can do. Certificates' refusals are told apart as SIG-2 of the product asks. */
export const refusalWords: Readonly<Record<SignatureCode, string>> = {
  'SIG-DAMAGED': 'Это не файл подписи, или он повреждён. Подпишите файл ещё раз и загрузите отсоединённую подпись.',
  'SIG-ABSENT': 'В файле нет подписи.',
  'SIG-COVERAGE': 'Подпись охватывает не весь файл: он изменён после подписания.',
  'SIG-DIGEST':
    'Подписан другой файл. Скачайте файл на этой странице заново и подпишите именно его, ничего в нём не меняя.',
  'SIG-INVALID': 'Подпись не сходится с сертификатом: файл подписи изменён или повреждён. Подпишите ещё раз.',
  'SIG-EXPIRED': 'Срок сертификата закончился. Получите новый сертификат и подпишите ещё раз.',
  'SIG-NOT-YET': 'Сертификат ещё не начал действовать. Проверьте дату начала в сертификате.',
  'SIG-REVOKED': 'Сертификат отозван. Получите новый сертификат и подпишите ещё раз.',
  'SIG-NOT-FOUND': 'В подписи нет сертификата. Подпишите ещё раз, включив сертификат в подпись.',
  'SIG-UNKNOWN-ISSUER': 'Сертификат выдан удостоверяющим центром, которому портал не доверяет.',
  'SIG-CHAIN': 'Цепочка сертификатов не проходит проверку. Обратитесь в свой удостоверяющий центр.',
  'SIG-ALGORITHM':
    'Алгоритм или длина ключа не поддерживаются. Нужен ключ ГОСТ Р 34.10-2012, RSA от 2048 бит или ECDSA.',
  'SIG-USAGE': 'Этим сертификатом нельзя подписывать документы: он выпущен для другого.',
  'SIG-STATUS-UNKNOWN': 'Сейчас не удалось узнать, не отозван ли сертификат. Попробуйте через несколько минут.',
  'SIG-TOO-HARD':
    'Проверка подписи заняла слишком много времени. Попробуйте ещё раз; если не получится, подпишите файл заново.',
};

/** What keeps a sound certificate from being called qualified. */
export const shortfallWords: Readonly<Record<Shortfall, string>> = {
  algorithm: 'ключи не по ГОСТ Р 34.10-2012',
  accreditation: 'удостоверяющего центра нет среди аккредитованных',
  owner: 'о владельце сказано не всё, что требует закон',
  class: 'не указан класс средства подписи',
  'signer-means': 'не указано средство подписи владельца',
  'issuer-means': 'не указаны средства удостоверяющего центра',
  identification: 'не указано, как установили личность владельца',
};

/** Turns what the library found into what the portal says: its verdict first, then whether the right person signed. */
export function judge(verdict: ToldVerdict, expected: ExpectedSigner, training: boolean): SignatureVerdict {
  const qualified = verdict.shortfalls?.length === 0;
  const certificate = verdict.signer === undefined ? null : { ...factsOf(verdict.signer, training), qualified };
  if (verdict.code !== null)
    return { ok: false, outcome: verdict.outcome, code: verdict.code, words: refusalWords[verdict.code], certificate };
  const mismatches = (verdict.signers ?? []).map((signer) => ownerMismatch(signer, expected));
  const mismatch = mismatches.length === 0 ? refusalWords['SIG-NOT-FOUND'] : mismatches.find((words) => words !== null);
  if (mismatch !== undefined && mismatch !== null)
    return { ok: false, outcome: verdict.outcome, code: 'SIG-OWNER', words: mismatch, certificate };
  return { ok: true, outcome: verdict.outcome, code: null, words: 'Подпись верна.', certificate };
}

export function factsOf(certificate: ToldCertificate, training: boolean): CertificateFacts {
  const { owner, issuedBy } = certificate;
  const person = [owner.surname, owner.givenName].filter(Boolean).join(' ');
  const organisation = owner.organisation ?? '';
  return {
    serial: (certificate.serialHex.toUpperCase().match(/.{2}/g) ?? []).join(' '),
    owner: [organisation, person].filter(Boolean).join(', ') || (owner.commonName ?? 'не указан'),
    issuer: issuedBy.commonName ?? issuedBy.organisation ?? 'не указан',
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    fingerprint: certificate.fingerprint,
    // Only a verdict that passed can say otherwise: whoever issued it, a certificate is not qualified by its own word.
    qualified: false,
    training,
  };
}
