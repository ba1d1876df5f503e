import { readCertificate, type Certificate, type TrustFile, type Verdict } from '../../../pki/index.ts';

/** What is to be judged, as of `at` (UTC ms). */
export type Job = Readonly<
  | { kind: 'signature'; signature: Uint8Array; content: Uint8Array; at: number }
  | { kind: 'pdf'; pdf: Uint8Array; at: number }
  | { kind: 'certificate'; certificate: Uint8Array; at: number }
>;

/** To a thread: whom to believe from now on, answered with the files that cannot be read; or a job, answered with a verdict. */
export type Question = Readonly<{ trust: readonly TrustFile[] }> | Readonly<{ job: Job }>;

/** A verdict on its way; certificates are named by their place in a list of their bytes. */
export type PackedVerdict = Readonly<{
  verdict: Omit<Verdict, CertificateKey> & Readonly<Partial<Record<CertificateKey, readonly number[]>>>;
  certificates: readonly Uint8Array[];
}>;

export type Answer<Q extends Question> = Q extends { job: Job } ? PackedVerdict : readonly string[];

type CertificateKey = keyof typeof shapes;

/** Which parts of a verdict are certificates, and whether one or a list. */
const shapes = { signer: 'one', faulty: 'one', stampedBy: 'one', chain: 'list', signers: 'list' } as const;
const keys = Object.keys(shapes) as CertificateKey[];

/** Takes a verdict apart into what can pass between threads. */
export function packVerdict(verdict: Verdict): PackedVerdict {
  const { signer, faulty, stampedBy, chain, signers, ...plain } = verdict;
  const parts = {
    signer: signer && [signer],
    faulty: faulty && [faulty],
    stampedBy: stampedBy && [stampedBy],
    chain,
    signers,
  };
  const certificates = new Map<string, Certificate>();
  for (const certificate of keys.flatMap((key) => parts[key] ?? []))
    certificates.set(certificate.fingerprint, certificate);
  const places = [...certificates.keys()];
  const named = keys.flatMap((key) => {
    const list = parts[key];
    return list ? [[key, list.map(({ fingerprint }) => places.indexOf(fingerprint))] as const] : [];
  });
  return {
    verdict: { ...plain, ...Object.fromEntries(named) },
    certificates: [...certificates.values()].map(({ raw }) => Uint8Array.from(raw)),
  };
}

/** Puts it together again. */
export function unpackVerdict({ verdict, certificates }: PackedVerdict): Verdict {
  const known = certificates.map((raw) => readCertificate(Buffer.from(raw)));
  const {
    signer: _signer,
    faulty: _faulty,
    stampedBy: _stampedBy,
    chain: _chain,
    signers: _signers,
    ...plain
  } = verdict;
  const named = keys.flatMap((key) => {
    const list = verdict[key]?.flatMap((place) => known[place] ?? []);
    return list ? [[key, shapes[key] === 'one' ? list[0] : list] as const] : [];
  });
  return { ...plain, ...Object.fromEntries(named) };
}
