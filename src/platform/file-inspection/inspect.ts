import { inspectJpeg } from './jpeg.ts';
import { inspectPdf } from './pdf.ts';
import { inspectPng } from './png.ts';
import { stranger, typeOf } from './recognise.ts';
import { damaged, Refusal, type FileType, type Verdict } from './verdict.ts';

const INSPECTIONS: Record<FileType, (bytes: Buffer) => Verdict | Promise<Verdict>> = {
  'application/pdf': inspectPdf,
  'image/jpeg': inspectJpeg,
  'image/png': inspectPng,
};

/**
 * Inspects a file in the present thread; hostile bytes belong into `inspectFile`, which gives it one of its own. Whatever
 * breaks while a file is read is the file's fault, and it is called damaged.
 */
export async function inspect(bytes: Buffer, allowed: readonly FileType[]): Promise<Verdict> {
  try {
    const type = typeOf(bytes);
    if (type === null || !allowed.includes(type)) throw await stranger(bytes, allowed);
    return await INSPECTIONS[type](bytes);
  } catch (error) {
    if (error instanceof Refusal) return error.verdict;
    return damaged('повреждён, прочитать его не удалось: сохраните его заново.').verdict;
  }
}
