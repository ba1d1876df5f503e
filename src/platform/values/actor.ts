/** What a member of staff may do; a person without any is a citizen. */
export type StaffRole = 'specialist' | 'head' | 'support' | 'editor' | 'security' | 'administrator';

export const staffRoles: readonly StaffRole[] = [
  'specialist',
  'head',
  'support',
  'editor',
  'security',
  'administrator',
];

/** «Упрощённая», «Стандартная», «Подтверждённая». */
export type AccountLevel = 'simplified' | 'standard' | 'confirmed';

/** Who owns a row (columns `owner_kind`, `owner_id`): a person or an organisation. */
export type Party = Readonly<{ kind: 'person' | 'organisation'; id: string }>;

/** Who acts, and in whose cabinet: every read and every verb takes one. */
export type Actor = Readonly<{
  personId: string;
  /** First and last name, for the page header. */
  name: string;
  party: Party;
  /** Full name of the person or of the organisation acted for. */
  partyName: string;
  /** Rights inside `party`. */
  rights: 'read' | 'change';
  level: AccountLevel;
  roles: readonly StaffRole[];
  /** Code of the department a member of staff works in. */
  department: string | null;
}>;
