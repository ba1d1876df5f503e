// Jest transformer: removes the types exactly as Node does when it runs the product.
import { stripTypeScriptTypes } from 'node:module';

export default {
  process: (source, file) => ({ code: file.endsWith('.ts') ? stripTypeScriptTypes(source) : source }),
};
