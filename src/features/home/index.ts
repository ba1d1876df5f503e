export { homeRoutes } from './routes.ts';
export { createShell } from './shell.ts';
