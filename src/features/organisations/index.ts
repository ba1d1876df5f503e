export { actorOfSession, sessionWithActor } from './actions.ts';
export { organisationRoutes } from './routes.ts';
export {
  findMembership,
  insertMembership,
  insertOrganisation,
  joinedOrganisation,
  membershipsOf,
  organisationFor,
  toJoinedOrganisation,
  type JoinedOrganisation,
} from './store.ts';
export type { Membership, Organisation, OrganisationRole } from './rules.ts';
