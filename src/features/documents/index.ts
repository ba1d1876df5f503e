export { addDocument, newCheckCode, type NewDocument } from './actions.ts';
export { documentRoutes } from './routes.ts';
export { documentForCheck, documentsOfCase } from './store.ts';
export { readCheckCode, type DocumentKind, type StoredDocument } from './rules.ts';
