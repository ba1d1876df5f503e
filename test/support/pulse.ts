// Asks an address again and again, every twenty milliseconds, in a process of its own, and tells how long the answers took.
// Started by `fork` with the address as argument; a message asks for what was measured since the last one.
import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** How long each answer took, milliseconds. */
export type Pulse = readonly number[];

const [, , address = ''] = process.argv;
const agent = new Agent({ keepAlive: true });
let taken: number[] = [];

process.on('message', () => {
  process.send?.(taken satisfies Pulse);
  taken = [];
});
process.on('disconnect', () => process.exit());

for (;;) {
  const began = performance.now();
  await ask();
  taken.push(performance.now() - began);
  await pause(20);
}

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      response
        .resume()
        .on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`))));
    }).on('error', reject);
  });
}
