import { factsOf, refusalWords, shortfallWords } from '../../../features/signatures/index.ts';
import type { Certificate, Verdict } from '../../../pki/index.ts';
import { formatDateTime } from '../../../platform/values/time.ts';

/** A verdict in words, line by line; times in UTC. */
export function wordsOf(verdict: Verdict): string[] {
  const { outcome, code, indication, signer, claimedTime, provenTime, stampedBy, shortfalls } = verdict;
  const head =
    code === null ? `${outcome}: проверка пройдена.` : `${outcome} (${indication}), ${code}: ${refusalWords[code]}`;
  const proof = `Метка времени: ${time(provenTime)}, ${stampedBy ? factsOf(stampedBy, false).owner : ''}.`;
  return [
    head,
    ...(verdict.signers ?? (signer ? [signer] : [])).flatMap(certificateWords),
    ...(verdict.faulty && verdict.faulty !== signer
      ? [`Дело в сертификате: ${factsOf(verdict.faulty, false).owner}.`]
      : []),
    ...(provenTime === undefined ? [] : [proof]),
    ...(claimedTime === undefined ? [] : [`Подписант указал время: ${time(claimedTime)} (со слов подписанта).`]),
    ...(shortfalls === undefined ? [] : [qualifiedWords(shortfalls)]),
  ];
}

/** The same for programs: times in ISO 8601, certificates by what they tell. */
export function jsonOf(verdict: Verdict, at: number): string {
  const { outcome, indication, code, signer, faulty, chain, signers, policies, shortfalls } = verdict;
  const { claimedTime, provenTime, stampedBy } = verdict;
  return JSON.stringify({
    outcome,
    indication,
    code,
    words: code === null ? null : refusalWords[code],
    at: iso(at),
    signer: facts(signer),
    signers: (signers ?? []).map(facts),
    chain: (chain ?? []).map(facts),
    faulty: facts(faulty),
    policies: policies ?? [],
    qualified: shortfalls?.length === 0,
    shortfalls: shortfalls ?? null,
    claimedTime: iso(claimedTime),
    provenTime: iso(provenTime),
    stampedBy: facts(stampedBy),
  });
}

function certificateWords(certificate: Certificate): string[] {
  const { owner, issuer, serial, notBefore, notAfter } = factsOf(certificate, false);
  return [
    `Владелец: ${owner}.`,
    `Сертификат: ${serial}, выдан: ${issuer}, действует с ${time(notBefore)} по ${time(notAfter)}.`,
  ];
}

function qualifiedWords(shortfalls: NonNullable<Verdict['shortfalls']>): string {
  if (shortfalls.length === 0) return 'Сертификат квалифицированный.';
  return `Сертификат не квалифицированный: ${shortfalls.map((shortfall) => shortfallWords[shortfall]).join('; ')}.`;
}

function facts(certificate: Certificate | undefined) {
  if (!certificate) return null;
  const { serialHex, fingerprint, owner, issuedBy, notBefore, notAfter } = certificate;
  return {
    serial: serialHex,
    fingerprint,
    owner,
    issuer: issuedBy,
    notBefore: iso(notBefore),
    notAfter: iso(notAfter),
  };
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

function time(at: number | undefined): string {
  return at === undefined ? '' : `${formatDateTime(at, 'UTC')} UTC`;
}
