export { displayRoutes } from './routes.ts';
