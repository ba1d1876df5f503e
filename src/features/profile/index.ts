export { profileFor, profileOfPerson, saveProfile } from './actions.ts';
export { profileKeys, type Profile, type ProfileKey, type ProfilePatch, type ProfileSource } from './rules.ts';
export { profileRoutes } from './routes.ts';
