export { actorOfSession, sessionWithActor } from './actions.ts';
export { organisationRoutes } from './routes.ts';
export { findMembership, insertMembership, insertOrganisation, membershipsOf, organisationFor } from './store.ts';
export type { Membership, Organisation, OrganisationRole } from './rules.ts';
