/** ORG-2; what a role may do in detail comes with the organisation's own rights. */
export type OrganisationRole = 'head' | 'administrator' | 'accountant' | 'employee' | 'outsider';

/** The keys are those that definitions name as `organisation.<key>`. ИНН 10 digits, ОГРН 13, КПП 9. */
export type Organisation = Readonly<{
  id: string;
  name: string;
  shortName: string;
  inn: string;
  ogrn: string;
  kpp: string | null;
  address: string;
  headName: string;
}>;

export type Membership = Readonly<{ organisation: Organisation; role: OrganisationRole; rights: 'read' | 'change' }>;
