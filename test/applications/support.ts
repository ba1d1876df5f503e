import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Response } from 'supertest';
import { decideApplication, takeApplication } from '../../src/features/applications/index.ts';
import type { Case } from '../../src/features/cases/index.ts';
import { readCertificate, signCms } from '../../src/pki/index.ts';
import type { Actor } from '../../src/platform/values/actor.ts';
import { paper, scan } from '../journey/papers.ts';
import type { TestApp } from '../support/app.ts';
import type { Browser } from '../support/cast.ts';
import { fieldsOf, summaryOf } from '../support/html.ts';

export type Values = Readonly<Record<string, string | readonly string[]>>;

/** What a person would enter into the shipped services, page by page; what the profile gives is not repeated. */
export const answers = {
  'archive-reference': {
    applicant: {},
    subject: { about: 'self', subject: 'work', nameChanged: 'no' },
    period: {
      places_items: '1',
      places_0_employer: 'Костромской льнокомбинат',
      places_0_fromYear: '1998',
      places_0_toYear: '2005',
      workBook: 'no',
    },
    delivery: { purpose: 'pension', way: 'cabinet' },
  },
  'housing-subsidy': {
    applicant: {},
    home: { basis: 'owner', area: '54', monthlyCosts: '6500', debt: 'none', benefit: 'no' },
    family: { hasIncome: 'no', family_items: '0' },
    payment: { payTo: 'post', postIndex: '156000', duty: 'yes' },
  },
  'earthworks-permit': {
    applicant: {},
    organisation: {},
    works: {
      place: 'ул. Лесная, от дома 5 до дома 9',
      purpose: 'landscaping',
      surface: ['lawn'],
      area: '12',
      depth: '1,5',
      traffic: 'no',
    },
    schedule: {
      'startDate-day': '10',
      'startDate-month': '12',
      'startDate-year': '2026',
      'endDate-day': '12',
      'endDate-month': '12',
      'endDate-year': '2026',
      'restoreDate-day': '20',
      'restoreDate-month': '12',
      'restoreDate-year': '2026',
      contractor: 'self',
      responsible: 'Смирнова Анна',
      responsiblePhone: '+7 900 000-00-01',
      restoration: 'yes',
    },
  },
  'personal-data-change': {
    what: { what: ['name', 'passport'], reason: 'marriage' },
    name: { newLastName: 'Белова', newFirstName: 'Анна', newMiddleName: 'Сергеевна' },
    passport: {
      newPassport: '3426 118822',
      'newPassportIssuedOn-day': '10',
      'newPassportIssuedOn-month': '11',
      'newPassportIssuedOn-year': '2026',
      newPassportDepartment: '440-001',
      newPassportIssuedBy: 'УМВД России по Костромской области',
    },
  },
} as const satisfies Record<string, Record<string, Values>>;

export type Slug = keyof typeof answers | 'kindergarten-queue';

/** Papers that each service demands of these answers. */
const papers: Readonly<Record<keyof typeof answers, readonly string[]>> = {
  'archive-reference': [],
  'housing-subsidy': ['bills'],
  'earthworks-permit': ['scheme', 'workPlan', 'feeReceipt'],
  'personal-data-change': ['passportScan', 'nameProof'],
};

export function locationOf(response: Response): string {
  return String(response.headers['location']);
}

/** Sends a page of the form as a browser would: what stands in it, with these values typed over. */
export async function answerPage(browser: Browser, address: string, values: Values): Promise<Response> {
  const { text } = await browser.get(address);
  return browser
    .post(address)
    .type('form')
    .send({ ...fieldsOf(text, 'form[data-autosave]'), do: 'continue', ...values });
}

/** Begins an application; gives the address of its draft. */
export async function begin(browser: Browser, slug: Slug): Promise<string> {
  const started = await browser.post('/applications').type('form').send({ slug, anew: 'yes' });
  return locationOf(started).split('/pages/')[0] ?? '';
}

export async function attach(
  browser: Browser,
  draft: string,
  document: string,
  file?: { name: string; bytes: Buffer },
): Promise<Response> {
  const { bytes, name } = file ?? (await paper(`${document}.pdf`, 'Документ'));
  return browser.post(`${draft}/files`).field('do', 'upload').attach(document, bytes, name);
}

/** Fills in a whole application with its papers; gives the address of its draft. */
export async function fillIn(browser: Browser, slug: keyof typeof answers): Promise<string> {
  const draft = await begin(browser, slug);
  const pages: Readonly<Record<string, Values>> = answers[slug];
  for (let address = `${draft}/pages/${await firstPage(browser, draft)}`; address.includes('/pages/');) {
    const page = address.split('/pages/')[1] ?? '';
    const sent = await answerPage(browser, address, pages[page] ?? {});
    if (sent.status !== 303) throw new Error(`${page}: ${sent.status} ${summaryOf(sent.text).join('; ')}`);
    // Where an answer has brought up another question, the page is answered once more.
    address = locationOf(sent).split('#')[0] ?? '';
  }
  for (const document of papers[slug]) await attach(browser, draft, document);
  return draft;
}

async function firstPage(browser: Browser, draft: string): Promise<string> {
  const overview = await browser.get(draft);
  return /\/pages\/([a-z0-9-]+)/.exec(overview.text)?.[1] ?? '';
}

/** Sends a draft that needs no signature; gives its number. */
export async function send(browser: Browser, draft: string): Promise<string> {
  const sent = await browser.post(`${draft}/submission`).type('form').send({});
  const number = /\/applications\/(\d\d-\d{4}-\d+-\d)/.exec(locationOf(sent))?.[1];
  if (number === undefined) throw new Error(`not sent: ${sent.status} ${sent.text.slice(0, 2000)}`);
  return number;
}

/** A simple application, sent. */
export async function submitted(browser: Browser): Promise<string> {
  return send(browser, await fillIn(browser, 'archive-reference'));
}

type KeyName = 'anna-rsa' | 'anna-ec' | 'vera-rsa' | 'romashka-rsa' | 'anna-expired' | 'anna-revoked' | 'anna-unknown';

/** A detached signature with one of the demo's keys over these bytes. */
export async function signWith({ ctx }: Pick<TestApp, 'ctx'>, name: KeyName, content: Buffer): Promise<Buffer> {
  const dir = path.join(ctx.config.dataDir, 'pki', 'keys');
  const certificate = readCertificate(await readFile(path.join(dir, `${name}.crt.pem`)));
  const key = createPrivateKey(await readFile(path.join(dir, `${name}.key.pem`)));
  return signCms({ content, certificate, key, chain: [], at: ctx.clock.now(), detached: true });
}

/** A draft of the service that demands a certificate, with its paper made; gives the draft and the paper's bytes. */
export async function frozen(browser: Browser): Promise<Readonly<{ draft: string; bytes: Buffer }>> {
  const draft = await fillIn(browser, 'earthworks-permit');
  await browser.post(`${draft}/signing`).expect(303);
  return { draft, bytes: await download(browser, `${draft}/signing/paper`) };
}

export async function download(browser: Browser, address: string): Promise<Buffer> {
  const { body } = await browser.get(address).buffer(true).parse(collect).expect(200);
  return body as Buffer;
}

export function uploadSignature(browser: Browser, draft: string, bytes: Buffer, name = 'заявление.sig') {
  return browser.post(`${draft}/signature`).attach('signature', bytes, name);
}

function collect(response: Response, done: (error: Error | null, body: unknown) => void): void {
  const stream = response as unknown as NodeJS.ReadableStream;
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(Buffer.from(part)));
  stream.on('end', () => done(null, Buffer.concat(parts)));
}

export { scan };

/** An application as somebody's page shows it. */
export type Shown = Readonly<{ number: string; revision: number }>;

/** An application that was sent and that the official has taken. */
export async function takenBy({ ctx }: TestApp, official: Actor, applicant: Browser): Promise<Shown> {
  const number = await submitted(applicant);
  const { revision } = await takeApplication(ctx, official, { number, revision: 1 });
  return { number, revision };
}

export function approvedBy({ ctx }: TestApp, official: Actor, shown: Shown, reason = ''): Promise<Case> {
  return decideApplication(ctx, official, { ...shown, verdict: 'approved', groundCode: null, reason });
}
