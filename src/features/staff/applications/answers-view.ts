import { formatInn } from '../../../platform/values/inn.ts';
import { formatPhone } from '../../../platform/values/phone.ts';
import { formatSnils } from '../../../platform/values/snils.ts';
import { dateIn } from '../../../platform/values/time.ts';
import { fullName } from '../../accounts/index.ts';
import type { SummaryRow } from '../../catalogue/index.ts';
import { isChecked, sourceMarks } from './sources.ts';
import type { CaseFacts } from './view.ts';

type Item = Readonly<{ key: string; value: string; mark?: Readonly<{ tone: string; text: string }>; alert?: boolean }>;
export type Section = Readonly<{
  title: string;
  name: string;
  blocks: readonly Readonly<{ title: string; items: readonly Item[] }>[];
}>;

/** Who applies, as the portal knows them. */
export function applicantSection({ known }: CaseFacts): Section {
  const { person, contacts, organisation, data } = known;
  const item = (key: string, value: string, source: string, confirmed = 'Подтверждён'): Item => ({
    key,
    value,
    ...(value !== '' && {
      mark: isChecked(source, known) ? { tone: 'done', text: confirmed } : { tone: 'none', text: 'Со слов' },
    }),
  });
  const snils = data['profile.snils'];
  const people = [
    organisation === null
      ? item('ФИО', fullName(person), 'profile.fullName', 'Подтверждено')
      : item('Представитель', fullName(person), 'profile.fullName'),
    item('СНИЛС', snils === undefined ? '' : formatSnils(snils), 'profile.snils'),
    item('Телефон', formatPhone(contacts.phone), 'profile.phone'),
    item('Почта', contacts.email ?? '', 'profile.email', 'Подтверждена'),
  ];
  const firm = organisation && [
    item('Организация', organisation.name, 'organisation.name', 'Подтверждена'),
    item('ИНН', formatInn(organisation.inn), 'organisation.inn'),
    item('ОГРН', organisation.ogrn, 'organisation.ogrn'),
    item('Руководитель', organisation.headName, 'organisation.headName'),
  ];
  return {
    title: 'Кто подал',
    name: organisation?.shortName ?? fullName(person),
    blocks: [{ title: '', items: [...(firm ?? []), ...people] }],
  };
}

/** What was answered, page by page, each answer with its source; one that contradicts the portal stands out. */
export function answerSections({ whole, known, zone }: CaseFacts): Section[] {
  const { service, application, record, sections } = whole;
  const about = { today: dateIn(record.submittedAt, zone), applicant: record.owner.kind };
  const marks = sourceMarks(service.definition, application.answers, about, known);
  const itemOf = ({ label, lines, name }: SummaryRow): Item => {
    const value = lines.join(' · ');
    if (value === '') return { key: label, value };
    const mark = marks.get(name) ?? { tone: 'none', text: 'Со слов', differs: null };
    const differs = mark.differs === null ? '' : `, в профиле ${mark.differs}`;
    return {
      key: label,
      value: value + differs,
      mark: { tone: mark.tone, text: mark.text },
      alert: mark.differs !== null,
    };
  };
  return sections.map(({ title, blocks }) => ({
    title,
    name: '',
    blocks: blocks.map((block) => ({ title: block.title ?? '', items: block.rows.map(itemOf) })),
  }));
}
