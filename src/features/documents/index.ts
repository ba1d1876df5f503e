export { addDocument, newCheckCode, type NewDocument } from './actions.ts';
export { documentRoutes } from './routes.ts';
export { documentFiles, documentForCheck, documentsOfCase, type DocumentFile } from './store.ts';
export { readCheckCode, type DocumentKind, type StoredDocument } from './rules.ts';
