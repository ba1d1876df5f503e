export { notify, sendCode, sendLetter, sendSms } from './actions.ts';
export { notificationJobs } from './jobs.ts';
export type { Category, Code, Notice } from './rules.ts';
