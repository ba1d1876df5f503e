/** Sections of the catalogue, in the order in which a person sees them. */
export const categories = {
  social: 'Субсидии и льготы',
  education: 'Дети и образование',
  housing: 'Жильё и благоустройство',
  land: 'Земля и строительство',
  documents: 'Справки и документы',
  profile: 'Личные данные',
  business: 'Бизнес',
  transport: 'Транспорт и природа',
} as const;

/** Occasions in a life that bring a person here, in the order in which they are offered. */
export const situations = {
  'child-born': 'Родился ребёнок',
  'hard-times': 'Трудно с деньгами',
  'name-changed': 'Сменились имя или паспорт',
  retirement: 'Оформляю пенсию',
  'house-building': 'Строю дом',
  moving: 'Переезжаю',
  'own-business': 'Своё дело',
} as const;

/** Who may be the applicant of a service; a condition may ask which of the two applies now. */
export const audiences = ['person', 'organisation', 'both'] as const;

/** What has to be under an application: nothing, a code, or a signature of one of two strengths (63-ФЗ). */
export const signatureLevels = ['none', 'simple', 'unqualified', 'qualified'] as const;

/**
 * What of the applicant's profile and organisation may fill a field, and what it is called on the service's page.
 * The keys are those of the two features; the passport and the full name are put together from several.
 */
export const sources = {
  'profile.lastName': 'фамилия',
  'profile.firstName': 'имя',
  'profile.middleName': 'отчество',
  'profile.fullName': 'фамилия, имя и отчество',
  'profile.birthDate': 'дата рождения',
  'profile.birthPlace': 'место рождения',
  'profile.snils': 'СНИЛС',
  'profile.inn': 'ИНН',
  'profile.passport': 'серия и номер паспорта',
  'profile.passportIssuedOn': 'дата выдачи паспорта',
  'profile.passportIssuedBy': 'кем выдан паспорт',
  'profile.passportDepartment': 'код подразделения в паспорте',
  'profile.registrationAddress': 'адрес регистрации',
  'profile.residenceAddress': 'адрес проживания',
  'profile.phone': 'телефон',
  'profile.email': 'электронная почта',
  'organisation.name': 'название организации',
  'organisation.inn': 'ИНН организации',
  'organisation.kpp': 'КПП',
  'organisation.ogrn': 'ОГРН',
  'organisation.address': 'адрес организации',
  'organisation.headName': 'руководитель организации',
} as const;

export type Source = keyof typeof sources;

/** What an approved application may change in the applicant's profile. */
export const changeable = [
  'profile.lastName',
  'profile.firstName',
  'profile.middleName',
  'profile.birthDate',
  'profile.birthPlace',
  'profile.passport',
  'profile.passportIssuedOn',
  'profile.passportIssuedBy',
  'profile.passportDepartment',
] as const;

export type ChangeableSource = (typeof changeable)[number];

/** What a result may say besides the answers; the official's side gives these facts when it is made. */
export const resultFacts = [
  'application.number',
  'application.date',
  'decision.date',
  'decision.text',
  'department.name',
  'applicant.name',
] as const;

export type ResultFact = (typeof resultFacts)[number];

/** Ids with a meaning of their own: the kind of applicant and hidden controls, steps after the pages, the fee's receipt. */
export const reserved = {
  question: ['applicant', 'shown', 'do', 'revision', 'next'],
  page: ['documents', 'check', 'signature'],
  document: ['feeReceipt'],
} as const;

/** Autofill tokens of HTML that a field of a service may carry. */
export const autofillTokens = [
  'off',
  'family-name',
  'given-name',
  'additional-name',
  'name',
  'bday',
  'tel',
  'email',
  'street-address',
  'organization',
  'organization-title',
] as const;
