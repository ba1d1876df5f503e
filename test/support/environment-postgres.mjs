import { lasting } from './lasting-databases.mjs';

export default lasting(async () => (await import('./postgres.ts')).copyPostgres());
