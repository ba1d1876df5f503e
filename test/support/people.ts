import { startApp, type TestApp } from './app.ts';
import { signIn, type Browser, type CastName } from './cast.ts';

/** The app, and a browser for each of these people in which they are signed in. */
export async function startWith<Name extends CastName>(
  ...names: readonly Name[]
): Promise<Readonly<{ app: TestApp }> & Readonly<Record<Name, Browser>>> {
  const app = await startApp();
  const browsers = await Promise.all(names.map(async (name) => [name, await signIn(app, name)] as const));
  return { app, ...(Object.fromEntries(browsers) as Record<Name, Browser>) };
}
