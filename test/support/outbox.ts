import { listDemoDeliveries, type DemoDelivery } from '../../src/platform/deliveries.ts';
import type { TestApp } from './app.ts';

/** Everything that would have left, newest first, after the worker has done what is due. */
export async function deliveriesOf({ ctx, worker }: TestApp, to?: string): Promise<DemoDelivery[]> {
  await worker.drain();
  const all = await listDemoDeliveries(ctx, 1000);
  return to === undefined ? all : all.filter((delivery) => delivery.to === to);
}

/** The code of the latest message to an address. */
export async function latestCode(test: TestApp, to: string): Promise<string> {
  const code = (await deliveriesOf(test, to)).find((delivery) => delivery.code !== undefined)?.code;
  if (code === undefined) throw new Error(`no code was sent to ${to}`);
  return code;
}
