import { httpVisitor } from '../journey/http/visitor.ts';
import { newPerson, type NewPerson } from '../journey/person.ts';
import { walk, type Yield } from '../journey/walk.ts';
import type { TestAppOptions } from '../support/app.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { signWithLibrary } from '../support/signing.ts';

/** A running portal, and somebody who has done there everything that people do. */
export type Live = TestServer & Readonly<{ person: NewPerson; papers: Yield }>;

/** Starts it and walks the main job over HTTP: registration, confirmation, application, signature, decision, result. */
export async function liveThrough(options: TestAppOptions = {}): Promise<Live> {
  const server = await startServer(options);
  const { now } = server.test.ctx.clock;
  const world = {
    base: server.origin,
    newVisitor: async () => httpVisitor(server.origin),
    sign: signWithLibrary(now),
    begin: () => undefined,
    now,
  };
  try {
    const person = newPerson();
    return { ...server, person, papers: await walk(world, person) };
  } catch (error) {
    await server.close();
    throw error;
  }
}
