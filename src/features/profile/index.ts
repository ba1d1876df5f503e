export { profileFor, profileFrom, profileOfPerson, saveProfile } from './actions.ts';
export {
  profileKeys,
  type Profile,
  type ProfileEntries,
  type ProfileKey,
  type ProfilePatch,
  type ProfileSource,
} from './rules.ts';
export { profileRoutes } from './routes.ts';
export { openEntries, readEntries } from './store.ts';
