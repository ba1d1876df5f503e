export { latestRequestOf, submitConfirmation } from './actions.ts';
export { approveConfirmation, refuseConfirmation, takeConfirmation, type Decided } from './decision/actions.ts';
export { saveDraft, type NewScan } from './draft/actions.ts';
export { typedOf } from './draft/rules.ts';
export { confirmationJobs } from './jobs.ts';
export { confirmationRoutes } from './routes.ts';
export {
  fieldWords,
  identityFields,
  partWords,
  refusedParts,
  type Identity,
  type IdentityField,
  type RefusedPart,
  type Refusal,
} from './rules.ts';
export { confirmationOfCase, type Confirmation } from './store.ts';
export { placeOf, shownValue } from './view.ts';
