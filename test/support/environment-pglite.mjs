import { lasting } from './lasting-databases.mjs';

export default lasting(async (dir) => (await import('./pglite.ts')).openPglite(dir));
