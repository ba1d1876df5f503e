import { describe, expect, test } from '@jest/globals';
import { countByDocument, inOrderOf, whyNoMore } from '../../src/features/applications/attachments/rules.ts';
import { groundOf } from '../../src/features/applications/decisions/rules.ts';
import { differingParts, draftExpiry, isStale, mayApplyAs } from '../../src/features/applications/drafts/rules.ts';
import { fitsWords } from '../../src/features/applications/list/rules.ts';
import { attemptNumber } from '../../src/features/applications/submission/attempts.ts';
import {
  isSigned,
  looksLikeSignature,
  maskedPhone,
  signatureTitle,
  whyTooWeak,
  type ApplicationSignature,
} from '../../src/features/applications/submission/rules.ts';
import {
  answerProblems,
  openRequest,
  placesOf,
  type DocumentRequest,
} from '../../src/features/applications/supplements/rules.ts';

const certificate = {
  serial: '01',
  owner: 'Смирнова',
  issuer: 'УЦ',
  notBefore: 0,
  notAfter: 1,
  fingerprint: 'aa',
  qualified: false,
  training: false,
};
const byCertificate = (changes: Partial<typeof certificate>): ApplicationSignature => ({
  kind: 'certificate',
  at: 0,
  fileId: 'f',
  certificate: { ...certificate, ...changes },
});

describe('drafts', () => {
  test('a page is stale only when that very page was saved after the form was shown', () => {
    const draft = { pageRevisions: { home: 5 } };
    expect(isStale(draft, 'home', 4)).toBe(true);
    expect(isStale(draft, 'home', 5)).toBe(false);
    expect(isStale(draft, 'family', 1)).toBe(false);
  });

  test('differences are told by question and by group', () => {
    const one = { area: 54, family: [{ name: 'А' }] };
    expect(differingParts(one, { area: 54, family: [{ name: 'Б' }] }, ['area', 'family'])).toEqual(['family']);
    expect(differingParts(one, { ...one, note: 'x' }, ['area', 'family'])).toEqual([]);
    expect(differingParts({}, {}, ['area'])).toEqual([]);
  });

  test('expire so many days after the last edit', () => {
    expect(draftExpiry(1000, 2)).toBe(1000 + 2 * 86_400_000);
  });

  test('may be begun only by those for whom the service is meant', () => {
    expect(mayApplyAs('both', { kind: 'organisation', id: 'o' })).toBe(true);
    expect(mayApplyAs('person', { kind: 'organisation', id: 'o' })).toBe(false);
    expect(mayApplyAs('organisation', { kind: 'person', id: 'p' })).toBe(false);
  });
});

describe('attachments', () => {
  const file = (id: string, documentId: string) => ({ id, documentId });

  test('are counted by document and listed in the order of the definition', () => {
    const files = [file('1', 'bills'), file('2', 'gone'), file('3', 'incomes'), file('4', 'bills')];
    expect(countByDocument(files)).toEqual({ bills: 2, gone: 1, incomes: 1 });
    expect(inOrderOf(files, ['incomes', 'bills']).map(({ id }) => id)).toEqual(['3', '1', '4', '2']);
  });

  test('one more is refused above the limit of the document or of the application, in words that name it', () => {
    const limits = { ofDocument: 2, ofApplication: 20 };
    expect(whyNoMore({ ofDocument: 1, ofApplication: 19 }, limits)).toBeNull();
    expect(whyNoMore({ ofDocument: 2, ofApplication: 2 }, limits)).toContain('2\u00A0файлов');
    expect(whyNoMore({ ofDocument: 0, ofApplication: 20 }, limits)).toContain('20\u00A0файлов');
  });
});

describe('signatures', () => {
  test('a qualified signature is demanded from a qualified certificate; a training one stands for it in the demo', () => {
    expect(whyTooWeak('qualified', { qualified: false, training: false })).toContain('квалифицированный');
    expect(whyTooWeak('qualified', { qualified: true, training: false })).toBeNull();
    expect(whyTooWeak('qualified', { qualified: false, training: true })).toBeNull();
    expect(whyTooWeak('unqualified', { qualified: false, training: false })).toBeNull();
  });

  test('is never called qualified unless it is', () => {
    expect(signatureTitle(byCertificate({ qualified: true }))).toBe('Подписано квалифицированным сертификатом');
    expect(signatureTitle(byCertificate({}))).toBe('Подписано');
    expect(signatureTitle(byCertificate({ qualified: true, training: true }))).toBe('Подписано, учебная подпись');
    expect(signatureTitle({ kind: 'simple', at: 0, phone: '' })).not.toMatch(/квалифиц/);
  });

  test('a code does not stand for a certificate, and nothing stands for a code', () => {
    const simple: ApplicationSignature = { kind: 'simple', at: 0, phone: '' };
    expect(isSigned('none', null)).toBe(true);
    expect(isSigned('simple', null)).toBe(false);
    expect(isSigned('simple', simple)).toBe(true);
    expect(isSigned('unqualified', simple)).toBe(false);
    expect(isSigned('qualified', byCertificate({}))).toBe(true);
  });

  test('are recognised by content', () => {
    expect(looksLikeSignature(Buffer.from([0x30, 0x82]))).toBe(true);
    expect(looksLikeSignature(Buffer.from('-----BEGIN CMS-----\nMII'))).toBe(true);
    expect(looksLikeSignature(Buffer.from('%PDF-1.7'))).toBe(false);
    expect(looksLikeSignature(Buffer.from('-----BEGIN PRIVATE KEY-----'))).toBe(false);
    expect(looksLikeSignature(Buffer.alloc(0))).toBe(false);
  });

  test('show of a phone only what its owner recognises', () => {
    expect(maskedPhone('+79161234567')).toBe('+7\u00A0916\u00A0···\u2011··\u201167');
  });

  test('attempts have a short number', () => {
    expect(attemptNumber('814402')).toBe('П-81-4402');
  });
});

describe('answers to a request', () => {
  const request = { documents: [{ id: 'incomes', title: 'Справка о доходах' }] };

  test('need each document that was asked for by name', () => {
    expect(answerProblems(request, [], 'слова')).toEqual([
      { field: 'incomes', message: 'Приложите документ: Справка о доходах' },
    ]);
    expect(answerProblems(request, [{ documentId: 'incomes' }], '')).toEqual([]);
  });

  test('need words or a file when no document was named', () => {
    expect(answerProblems({ documents: [] }, [], '')).toHaveLength(1);
    expect(answerProblems({ documents: [] }, [], 'Да')).toEqual([]);
    expect(answerProblems({ documents: [] }, [{ documentId: 'other' }], '')).toEqual([]);
  });

  test('may always bring something else besides', () => {
    expect(placesOf(request).map(({ id }) => id)).toEqual(['incomes', 'other']);
  });

  test('belong to the last request, as long as it is open', () => {
    const one = { id: '1', answeredAt: 5 } as DocumentRequest;
    const two = { id: '2', answeredAt: null } as DocumentRequest;
    expect(openRequest([one, two])?.id).toBe('2');
    expect(openRequest([two, one])).toBeNull();
    expect(openRequest([])).toBeNull();
  });
});

describe('decisions and lists', () => {
  test('a refusal names a ground that the service has', () => {
    const refusals = {
      acceptance: [{ code: 'SUB-A1', text: 'Неполные сведения' }],
      granting: [{ code: 'SUB-G1', text: 'Долг по суду' }],
    };
    expect(groundOf({ refusals }, 'SUB-G1')?.text).toBe('Долг по суду');
    expect(groundOf({ refusals }, 'SUB-A1')?.text).toBe('Неполные сведения');
    expect(groundOf({ refusals }, 'XXX')).toBeNull();
    expect(groundOf({ refusals }, null)).toBeNull();
  });

  test('words find a title whatever their endings and letter case, ё as е', () => {
    expect(fitsWords('Субсидия на оплату ЖКУ', 'субсидии')).toBe(true);
    expect(fitsWords('Субсидия на оплату ЖКУ', 'ОПЛАТА жку')).toBe(true);
    expect(fitsWords('Учёт нуждающихся', 'учет')).toBe(true);
    expect(fitsWords('Субсидия на оплату ЖКУ', 'справка')).toBe(false);
  });

  test('and by the names that applications have had', () => {
    for (const name of ['заявка', 'Заявления', 'обращений', 'запросы', 'заявок'])
      expect([name, fitsWords('Субсидия на оплату ЖКУ', name)]).toEqual([name, true]);
    expect(fitsWords('Субсидия на оплату ЖКУ', 'заявка на субсидию')).toBe(true);
    expect(fitsWords('Субсидия на оплату ЖКУ', 'заявка на справку')).toBe(false);
    expect(fitsWords('Субсидия на оплату ЖКУ', 'запрет')).toBe(false);
    expect(fitsWords('Постановка в очередь в детский сад', 'заявление на детский сад')).toBe(true);
  });
});
