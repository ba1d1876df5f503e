import { describe, expect, test } from '@jest/globals';
import { afterSuccess, countAttempt, isLocked, type Counter } from '../../src/features/sign-in/lockout/rules.ts';
import { landingOf, stepAfterPassword, subjectOf } from '../../src/features/sign-in/login/rules.ts';
import { isTooOld } from '../../src/features/sign-in/passwords/rules.ts';
import { day } from '../../src/platform/values/durations.ts';
import { linkState } from '../../src/features/sign-in/email/rules.ts';
import {
  advance,
  beginRegistration,
  completed,
  detour,
  registrationSteps,
  type RegistrationFlow,
} from '../../src/features/sign-in/registration/rules.ts';
import { describeBrowser } from '../../src/features/sign-in/security/rules.ts';
import { drawQr } from '../../src/features/sign-in/security/view.ts';

const policy = { failures: 3, lockMs: 1000 };

describe('counting attempts', () => {
  const table: [string, Counter | null, number, { allowed: boolean; failures: number; lockedUntil: number | null }][] =
    [
      ['the first', null, 0, { allowed: true, failures: 1, lockedUntil: null }],
      [
        'the second',
        { failures: 1, lockedUntil: null, updatedAt: 0 },
        10,
        { allowed: true, failures: 2, lockedUntil: null },
      ],
      [
        'the third, which is the last',
        { failures: 2, lockedUntil: null, updatedAt: 0 },
        10,
        { allowed: true, failures: 3, lockedUntil: 1010 },
      ],
      [
        'one more while locked',
        { failures: 3, lockedUntil: 1010, updatedAt: 10 },
        1009,
        { allowed: false, failures: 3, lockedUntil: 1010 },
      ],
      [
        'the first after the lock',
        { failures: 3, lockedUntil: 1010, updatedAt: 10 },
        1010,
        { allowed: true, failures: 1, lockedUntil: null },
      ],
      [
        'a second one long after the first',
        { failures: 2, lockedUntil: null, updatedAt: 0 },
        1000,
        { allowed: true, failures: 1, lockedUntil: null },
      ],
    ];
  test.each(table)('%s', (_name, counter, now, { allowed, failures, lockedUntil }) => {
    const counted = countAttempt(counter, now, policy);
    expect(counted.allowed).toBe(allowed);
    expect(counted.counter).toMatchObject({ failures, lockedUntil });
  });

  test('a right attempt is taken back and opens what it alone had locked', () => {
    expect(afterSuccess({ failures: 3, lockedUntil: 1010, updatedAt: 10 }, policy)).toEqual({
      failures: 2,
      lockedUntil: null,
      updatedAt: 10,
    });
    expect(afterSuccess({ failures: 4, lockedUntil: 1010, updatedAt: 10 }, policy).lockedUntil).toBe(1010);
  });

  test('a lock ends at its time', () => {
    expect(isLocked({ failures: 3, lockedUntil: 5, updatedAt: 0 }, 4)).toBe(true);
    expect(isLocked({ failures: 3, lockedUntil: 5, updatedAt: 0 }, 5)).toBe(false);
  });
});

describe('after the right password', () => {
  test.each([
    [{ hasApp: false, staff: false, knownDevice: true, oldPassword: false }, 'in'],
    [{ hasApp: false, staff: false, knownDevice: true, oldPassword: true }, 'new-password'],
    [{ hasApp: false, staff: false, knownDevice: false, oldPassword: true }, 'sms'],
    [{ hasApp: false, staff: true, knownDevice: true, oldPassword: true }, 'sms'],
    [{ hasApp: true, staff: false, knownDevice: true, oldPassword: true }, 'app'],
    [{ hasApp: true, staff: true, knownDevice: false, oldPassword: false }, 'app'],
  ] as const)('%j → %s', (facts, step) => {
    expect(stepAfterPassword(facts)).toBe(step);
  });

  test('one lands where one wanted to go, else at the desk or in the cabinet', () => {
    expect(landingOf('/documents', true)).toBe('/documents');
    expect(landingOf(null, true)).toBe('/staff');
    expect(landingOf(null, false)).toBe('/cabinet');
  });

  test('the four identifiers of a person are one subject; unknown ones are told apart', () => {
    const phone = { kind: 'phone', value: '+79000000001' } as const;
    const email = { kind: 'email', value: 'a@example.test' } as const;
    expect(subjectOf('id', phone, 'x')).toBe(subjectOf('id', email, 'y'));
    expect(subjectOf(null, phone, 'x')).not.toBe(subjectOf(null, email, 'x'));
    expect(subjectOf(null, null, ' Ёжик ')).toBe(subjectOf(null, null, 'ежик'));
  });
});

test('a password is too old from its last day on, and never where no age is set', () => {
  const chosen = Date.UTC(2026, 0, 1);
  expect(isTooOld(chosen, chosen + 180 * day - 1, 180)).toBe(false);
  expect(isTooOld(chosen, chosen + 180 * day, 180)).toBe(true);
  expect(isTooOld(chosen, chosen + 5000 * day, 0)).toBe(false);
});

describe('the way through the registration', () => {
  const phone = beginRegistration('+79000000055');
  const named = advance(advance(phone, 'code', { phoneConfirmedAt: 1 }), 'name', {
    name: { last: 'А', first: 'Б', middle: null },
  });

  test('without a beginning only the first page opens', () => {
    expect(registrationSteps.map((step) => detour(null, step))).toEqual([
      null,
      'phone',
      'phone',
      'phone',
      'phone',
      'phone',
    ]);
  });

  test('before the code is entered nothing else opens', () => {
    expect(registrationSteps.map((step) => detour(phone, step))).toEqual([null, null, 'code', 'code', 'code', 'code']);
  });

  test('later one may go back as far as the name, never forward, never to the code again', () => {
    expect(registrationSteps.map((step) => detour(named, step))).toEqual([
      null,
      'access',
      null,
      null,
      'access',
      'access',
    ]);
  });

  test('going through an earlier page again loses nothing of the later ones', () => {
    const further = advance(named, 'access', { passwordHash: 'h' });
    expect(advance(further, 'name', { name: { last: 'В', first: 'Г', middle: null } })).toMatchObject({
      step: 'agreement',
      passwordHash: 'h',
    });
  });

  test('an account is made of a complete flow alone', () => {
    const complete = advance(advance(named, 'access', { passwordHash: 'h' }), 'agreement', { agreedAt: 2 });
    expect(completed(complete)).toMatchObject({ phone: '+79000000055', email: null, passwordHash: 'h' });
    const lacking: (keyof RegistrationFlow)[] = ['phoneConfirmedAt', 'name', 'passwordHash', 'agreedAt'];
    for (const key of lacking) expect(completed({ ...complete, [key]: null })).toBeNull();
    expect(completed({ ...complete, step: 'agreement' })).toBeNull();
  });
});

test('a link confirms once and until its term', () => {
  const link = { id: '', personId: '', email: '', expiresAt: 10, confirmedAt: null };
  expect([linkState(link, 9), linkState(link, 10), linkState({ ...link, confirmedAt: 5 }, 20)]).toEqual([
    'open',
    'expired',
    'done',
  ]);
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox, Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 YaBrowser/24.10 Safari/537.36',
    'Яндекс Браузер, Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari/604.1',
    'Safari, iOS',
  ],
  ['curl/8', 'Неизвестный браузер'],
])('%s is called %s', (userAgent, name) => {
  expect(describeBrowser(userAgent)).toBe(name);
});

test('a QR code is drawn with its quiet zone', () => {
  const { size, path } = drawQr('otpauth://totp/x');
  expect(size).toBeGreaterThan(29);
  expect(path.startsWith('M4 4h1v1h-1z')).toBe(true);
});
