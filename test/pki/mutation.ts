import type { Verdict } from '../../src/pki/index.ts';

/** Where a change of one byte, by any of the masks, still passes. */
export function uncovered(bytes: Buffer, masks: readonly number[], judge: (changed: Buffer) => Verdict): number[] {
  return [...bytes.keys()].filter((at) =>
    masks.some((mask) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ mask, at);
      return judge(changed).outcome === 'TOTAL-PASSED';
    }),
  );
}
