import { cast, demoPassword, type CastName } from '../../src/features/demo/cast.ts';
import type { NewPerson } from './person.ts';
import { attachPapers, fillIn } from './steps/apply.ts';
import { check, collect } from './steps/collect.ts';
import { confirmIdentity, requestConfirmation } from './steps/confirm.ts';
import { approve, askForPaper, take } from './steps/decide.ts';
import { getKey } from './steps/keys.ts';
import { register } from './steps/register.ts';
import { signIn } from './steps/sign-in.ts';
import { signPaper } from './steps/sign.ts';
import { submit } from './steps/submit.ts';
import type { NamedFile, Visitor } from './visitor.ts';
import type { SigningKey, World } from './world.ts';

/** What the person has in hand at the end. */
export type Yield = Readonly<{
  number: string;
  result: NamedFile;
  receipt: NamedFile;
  signed: NamedFile;
  signature: Buffer;
  key: SigningKey;
}>;

/** The main job from the first visit to the checked result. */
export async function walk(world: World, person: NewPerson): Promise<Yield> {
  const { base, begin } = world;
  const visitor = await world.newVisitor();
  begin('register');
  await register(base, visitor, person);

  begin('ask for the confirmation of identity');
  const request = await requestConfirmation(visitor, person);

  begin('staff confirm the identity');
  const clerk = await enter(world, 'petr');
  await confirmIdentity(clerk, request, person);
  await clerk.leave();
  await visitor.open('/confirmation');
  await visitor.arrive('Личность подтверждена');

  begin('get a key');
  const key = await getKey(visitor);

  begin('fill in the application');
  await fillIn(visitor, person, world.now());
  begin('attach the documents');
  await attachPapers(visitor);
  begin('sign');
  const { signed, signature } = await signPaper(visitor, key, world.sign);
  begin('submit');
  const { number, receipt } = await submit(visitor);
  begin('staff take the application');
  const official = await enter(world, 'sergey');
  await take(official, number);
  begin('staff ask for a paper, the person sends it');
  await askForPaper(official, visitor, number, world.now());
  begin('staff approve');
  await approve(official);
  await official.leave();

  begin('find the result');
  const { result, ...printed } = await collect(visitor);
  begin('check the result');
  const anybody = await world.newVisitor();
  await check(anybody, printed);
  await anybody.leave();
  await visitor.leave();
  return { number, result, receipt, signed, signature, key };
}

/** Signs in a member of the staff; the desk opens. */
async function enter(world: World, name: CastName): Promise<Visitor> {
  const visitor = await world.newVisitor();
  await signIn(world.base, visitor, { phone: cast[name].phone, password: demoPassword });
  await visitor.read('Подтверждение личности');
  return visitor;
}
