export { pendingEmailOf } from './email/actions.ts';
export { signInJobs } from './jobs.ts';
export { lateForms } from './late-forms/actions.ts';
export { unlockAccount } from './lockout/actions.ts';
export { textVersions } from './registration/rules.ts';
export { signInRoutes } from './routes.ts';
