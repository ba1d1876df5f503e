import { staffRoles, type AccountLevel, type Actor, type StaffRole } from '../../platform/values/actor.ts';
import { callName, fullName as nameInFull, shortName as nameWithInitials } from '../../platform/values/person-name.ts';

/** A name as it is stored; отчество may be absent. */
export type Name = Readonly<{ last: string; first: string; middle: string | null }>;

export type PersonStatus = 'active' | 'blocked';

export type Person = Readonly<{
  id: string;
  /** Ten digits that support understands. */
  accountNumber: string;
  name: Name;
  level: AccountLevel;
  /** Empty for citizens. */
  roles: readonly StaffRole[];
  department: string | null;
  status: PersonStatus;
}>;

export type IdentifierKind = 'phone' | 'email' | 'inn' | 'snils';

/** What one signs in with; `value` as the check of its kind normalises it (E.164, lower case, digits). */
export type Identifier = Readonly<{ kind: IdentifierKind; value: string }>;

/** An identifier to be stored; without `confirmedAt` nobody can sign in with it yet. */
export type NewIdentifier = Identifier & Readonly<{ confirmedAt: number | null }>;

export type Contacts = Readonly<{ phone: string; email: string | null }>;

export type ConsentKind = 'agreement' | 'policy' | 'processing' | 'identity';

/** «Смирнова Анна Сергеевна». */
export function fullName({ name }: Pick<Person, 'name'>): string {
  return nameInFull(partsOf(name));
}

/** «Смирнова А. С.», with hard spaces. */
export function shortName({ name }: Pick<Person, 'name'>): string {
  return nameWithInitials(partsOf(name));
}

/** «Анна Смирнова», as the header greets. */
export function greetingName({ name }: Pick<Person, 'name'>): string {
  return callName(partsOf(name));
}

/** «Анна Сергеевна Смирнова», as the party of one's own cabinet is called. */
export function ownPartyName({ name }: Pick<Person, 'name'>): string {
  return [name.first, name.middle, name.last].filter(Boolean).join(' ');
}

/** The person as actor in their own cabinet, where everything may be changed. */
export function actorOfPerson(person: Person): Actor {
  return {
    personId: person.id,
    name: greetingName(person),
    party: { kind: 'person', id: person.id },
    partyName: ownPartyName(person),
    rights: 'change',
    level: person.level,
    roles: person.roles,
    department: person.department,
  };
}

/** Whether the account may be used. */
export function mayAct(person: Person | null): person is Person {
  return person !== null && person.status !== 'blocked';
}

/** Whether the person works in the portal: then a second factor is asked at every login, and passwords are longer. */
export function isStaff(person: Pick<Person, 'roles'>): boolean {
  return person.roles.length > 0;
}

/** Reads the stored list of roles; what is not a role is left out. */
export function readRoles(json: string): readonly StaffRole[] {
  const stored: unknown = JSON.parse(json);
  return staffRoles.filter((role) => Array.isArray(stored) && stored.includes(role));
}

/** «12-345-678-90» from the ten digits of an account number. */
export function formatAccountNumber(digits: string): string {
  return digits.replace(/^(\d{2})(\d{3})(\d{3})(\d{2})$/, '$1-$2-$3-$4');
}

function partsOf({ last, first, middle }: Name) {
  return { lastName: last, firstName: first, patronymic: middle };
}
