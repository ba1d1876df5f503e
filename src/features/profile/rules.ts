/** What may be known of a person besides name and contacts. Dates are ISO `YYYY-MM-DD`. */
export const profileKeys = [
  'birthDate',
  'birthPlace',
  'citizenship',
  'passportSeries',
  'passportNumber',
  'passportIssuedOn',
  'passportIssuedBy',
  'passportDepartment',
  'snils',
  'inn',
  'registrationAddress',
  'residenceAddress',
] as const;

export type ProfileKey = (typeof profileKeys)[number];

/** Where a value came from: what a person entered is «со слов» until an official or a registry confirms it. */
export type ProfileSource = 'self' | 'confirmed';

export type ProfileEntry = Readonly<{ value: string; source: ProfileSource; at: number }>;
export type ProfileEntries = Readonly<Partial<Record<ProfileKey, ProfileEntry>>>;
export type ProfilePatch = Readonly<Partial<Record<ProfileKey, string>>>;

/** Everything that forms are filled from; the keys are those that definitions name as `profile.<key>`. */
export type Profile = Readonly<
  Partial<Record<ProfileKey | 'lastName' | 'firstName' | 'middleName' | 'phone' | 'email', string>>
>;

/** Writes a patch over what is known; an entry of the same value keeps its date, an empty value removes the entry. */
export function mergeEntries(
  known: ProfileEntries,
  patch: ProfilePatch,
  source: ProfileSource,
  now: number,
): ProfileEntries {
  const merged: Partial<Record<ProfileKey, ProfileEntry>> = { ...known };
  for (const key of profileKeys) {
    const value = patch[key];
    if (value === undefined) continue;
    if (value === '') delete merged[key];
    else if (merged[key]?.value !== value || merged[key].source !== source) merged[key] = { value, source, at: now };
  }
  return merged;
}
