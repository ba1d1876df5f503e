import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readCertificate, readCrl, verifyCertificate, PkiError, type Verdict } from '../../src/pki/index.ts';

/** One instance of NIST PKITS as `pkits.json` has it; see the README beside it. */
type Instance = Readonly<{
  number: string;
  title: string;
  certs: readonly [string, ...string[]];
  crls: readonly string[];
  should_validate: boolean;
  explicit: boolean;
  inhibitMapping: boolean;
  inhibitAny: boolean;
  initialPolicySet?: string;
  userConstrained?: string;
}>;

export type Outcome = 'passed' | 'false acceptance' | 'false refusal' | 'wrong policies';

export type Result = Readonly<{ number: string; title: string; outcome: Outcome; code: string | null }>;

type Judged = Pick<Verdict, 'outcome' | 'code' | 'policies'>;

const MOMENT = Date.UTC(2011, 3, 15);
const ANY_POLICY = '2.5.29.32.0';
const TEST_POLICY = /^NIST-test-policy-(\d+)$/;
/** DSA is no algorithm of ours. */
const excused: ReadonlySet<string> = new Set(['4.1.4', '4.1.5']);

/** Judges every instance in a folder of PKITS data as the product judges a signer's certificate. Throws when the data are not there. */
export function runPkits(folder: string): Result[] {
  const instances = JSON.parse(readFileSync(path.join(folder, 'pkits.json'), 'utf8')) as readonly Instance[];
  return instances.map((instance) => {
    const verdict = judge(instance, folder);
    return {
      number: instance.number,
      title: instance.title,
      outcome: outcomeOf(instance, verdict),
      code: verdict.code,
    };
  });
}

/** The lines to be printed, the sum as the last one; and whether nothing went wrong but what is excused. */
export function reportPkits(results: readonly Result[]): { lines: string[]; good: boolean } {
  const wrong = results.filter(({ outcome }) => outcome !== 'passed');
  const count = (wanted: Outcome) => results.filter(({ outcome }) => outcome === wanted).length;
  const refusals = count('false refusal') + count('wrong policies');
  const details = wrong.map(({ title, outcome, code }) => `${title}: ${outcome}${code ? ` (${code})` : ''}`);
  const sum = `${results.length - wrong.length}/${results.length} passed, ${count('false acceptance')} false acceptances, ${refusals} false refusals`;
  const good = wrong.every(({ number, outcome }) => outcome === 'false refusal' && excused.has(number));
  return { lines: [...details, `pkits: ${sum}`], good };
}

function judge({ certs, crls, ...instance }: Instance, folder: string): Judged {
  const chain = certs.flatMap((name) => readable(readCertificate, path.join(folder, 'certs', `${name}.crt`)));
  const [anchor, ...others] = chain;
  const certificate = others.pop();
  // A signature with half an octet makes a certificate unreadable: that is a refusal, too.
  if (!anchor || !certificate || chain.length < certs.length) return { outcome: 'TOTAL-FAILED', code: 'SIG-DAMAGED' };
  return verifyCertificate({
    certificate,
    trust: {
      anchors: [anchor],
      intermediates: others,
      crls: crls.flatMap((name) => readable(readCrl, path.join(folder, 'crls', `${name}.crl`))),
    },
    at: MOMENT,
    policies: {
      ...(instance.initialPolicySet !== undefined && { initial: policies(instance.initialPolicySet) }),
      requireExplicit: instance.explicit,
      inhibitMapping: instance.inhibitMapping,
      inhibitAny: instance.inhibitAny,
    },
  });
}

function readable<T>(read: (file: Buffer) => T, file: string): T[] {
  const bytes = readFileSync(file);
  try {
    return [read(bytes)];
  } catch (error) {
    if (error instanceof PkiError) return [];
    throw error;
  }
}

function outcomeOf({ should_validate: expected, userConstrained }: Instance, verdict: Judged): Outcome {
  const accepted = verdict.outcome === 'TOTAL-PASSED';
  if (accepted !== expected) return accepted ? 'false acceptance' : 'false refusal';
  if (!accepted || userConstrained === undefined) return 'passed';
  const wanted = new Set(policies(userConstrained));
  return wanted.symmetricDifference(new Set(verdict.policies)).size === 0 ? 'passed' : 'wrong policies';
}

function policies(list: string): string[] {
  return list.split(',').flatMap((name) => {
    const [, number] = TEST_POLICY.exec(name) ?? [];
    if (name === 'anyPolicy') return [ANY_POLICY];
    return number ? [`2.16.840.1.101.3.2.1.48.${number}`] : [];
  });
}
