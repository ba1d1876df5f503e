export { addIdentifier, createPerson, renamePerson, setLevel, type NewPerson } from './actions.ts';
export { codeTimes, issueCode, redeemCode, type IssuedCode } from './codes/actions.ts';
export { codeLength, type CodeRefusal, type CodeRefusalCode } from './codes/rules.ts';
export type { CodeKey } from './codes/store.ts';
export { consentsOf, grantConsent, type Consent } from './consents/store.ts';
export { deviceTerm, findDevice, forgetDevices, rememberDevice } from './devices/store.ts';
export {
  contactsOf,
  findCredentials,
  findPersonByLogin,
  findPersonWithContacts,
  joinContacts,
  joinedContacts,
  toJoinedContacts,
  type Credentials,
  type JoinedContacts,
} from './identifiers/store.ts';
export { accountJobs } from './jobs.ts';
export {
  formerPasswordsOf,
  passwordChangedAt,
  passwordHashOf,
  rehashPassword,
  replacePassword,
} from './passwords/store.ts';
export {
  actorOfPerson,
  formatAccountNumber,
  fullName,
  greetingName,
  isStaff,
  mayAct,
  ownPartyName,
  shortName,
  type ConsentKind,
  type Contacts,
  type Identifier,
  type IdentifierKind,
  type Name,
  type NewIdentifier,
  type Person,
  type PersonStatus,
} from './rules.ts';
export { personOfSession } from './sessions/actions.ts';
export { chooseIdleTime, idleTimeOf } from './sessions/idle-time.ts';
export type { EndReason } from './sessions/rules.ts';
export {
  activeSessionsOf,
  endSessionOf,
  endSessionsOf,
  lapsedOwnerOf,
  sessionRow,
  sessionStore,
  toPersonalSession,
  type ActiveSession,
} from './sessions/store.ts';
export {
  findPeopleBySurname,
  findPerson,
  findPersonByNumber,
  findPersonOrNull,
  joinedPerson,
  toJoinedPerson,
  type JoinedPerson,
} from './store.ts';
