import { AsyncLocalStorage } from 'node:async_hooks';

const origin = new AsyncLocalStorage<string>();

/** Does what a request from this address asks for: acts of people that are journalled meanwhile carry the address. */
export function fromAddress<T>(address: string, work: () => T): T {
  return origin.run(address, work);
}

/** The address of the request under way; undefined in jobs and on the command line. */
export function addressNow(): string | undefined {
  return origin.getStore();
}
