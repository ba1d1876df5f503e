import type { Context } from '../../../context.ts';
import type { Fact } from '../../../platform/pdf/model.ts';
import { formatIsoDate } from '../../../platform/values/date.ts';
import { formatDepartmentCode } from '../../../platform/values/passport.ts';
import { completeSnils } from '../../../platform/values/snils.ts';
import { createPerson, grantConsent } from '../../accounts/index.ts';
import { saveDraft, submitConfirmation, typedOf, type Identity, type NewScan } from '../../confirmation/index.ts';
import { actorOfSession } from '../../organisations/index.ts';
import { demoPassword } from '../cast.ts';
import { paper } from './person.ts';

/** Somebody beside the cast, so that the desk of confirmations has a request that waits. */
const newcomer = {
  phone: '+79000000005',
  email: 'tamara@example.test',
  identity: {
    lastName: 'Круглова',
    firstName: 'Тамара',
    middleName: 'Николаевна',
    birthDate: '1961-08-17',
    birthPlace: 'г. Нерехта',
    passportSeries: '3406',
    passportNumber: '218840',
    passportIssuedOn: '2006-09-12',
    passportDepartment: '442016',
    passportIssuedBy: 'Нерехтским РОВД Костромской области',
    snils: completeSnils('112233490'),
    inn: null,
    registrationAddress: '157800, г. Нерехта, ул. Володарского, д. 12, кв. 7',
  } satisfies Identity,
} as const;

/** Registers the newcomer and sends her request to confirm her identity, at the moment of the context's clock. */
export async function seedNewcomer(ctx: Context): Promise<void> {
  const { phone, email, identity } = newcomer;
  const { lastName: last, firstName: first, middleName: middle } = identity;
  const passwordHash = await ctx.passwords.hash(demoPassword);
  const uploads: NewScan[] = [];
  for (const [page, rows] of Object.entries(copyOf(identity))) {
    const stored = await ctx.files.store(await paper(ctx, `Паспорт, ${page}`, rows));
    uploads.push({ stored, name: `Паспорт, ${page}.pdf`, type: 'application/pdf' });
  }
  await ctx.transaction(async (tx) => {
    const confirmedAt = tx.clock.now();
    const person = await createPerson(tx, {
      name: { last, first, middle },
      level: 'simplified',
      roles: [],
      department: null,
      passwordHash,
      identifiers: [
        { kind: 'phone', value: phone, confirmedAt },
        { kind: 'email', value: email, confirmedAt },
      ],
    });
    for (const kind of ['agreement', 'policy', 'processing'] as const) await grantConsent(tx, person.id, kind, '1');
    const actor = await actorOfSession(tx, { personId: person.id, party: null });
    if (actor === null) throw new Error('demo: the newcomer may not act');
    await saveDraft(tx, actor, { typed: typedOf(identity), uploads, remove: '' });
    const sent = await submitConfirmation(tx, actor, identity);
    if (!sent.ok) throw new Error('demo: the request of the newcomer was not sent');
  });
}

/** What the copies of the passport show, by page, for the official to compare. */
function copyOf(identity: Identity): Readonly<Record<string, readonly Fact[]>> {
  const main = [
    ['Фамилия, имя, отчество', [identity.lastName, identity.firstName, identity.middleName].join(' ')],
    ['Дата и место рождения', `${formatIsoDate(identity.birthDate)}, ${identity.birthPlace}`],
    ['Серия и номер', `${identity.passportSeries} ${identity.passportNumber}`],
    ['Выдан', `${formatIsoDate(identity.passportIssuedOn)}, ${identity.passportIssuedBy}`],
    ['Код подразделения', formatDepartmentCode(identity.passportDepartment)],
  ] as const;
  return {
    'разворот с фотографией': main.map(([label, value]) => ({ label, value })),
    регистрация: [{ label: 'Место жительства', value: identity.registrationAddress }],
  };
}
