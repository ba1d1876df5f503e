import { Unavailable } from '../../errors.ts';
import { createTurns } from '../values/turns.ts';
import type { PdfModel } from './model.ts';
import { renderInThread } from './thread.ts';

export type { Column, Fact, PdfBlock, PdfModel, SignatureBlock, StampBlock } from './model.ts';

const turn = createTurns({ atOnce: 4, waiting: 200, refusal: () => new Unavailable() });

/**
 * Sets a paper of the house as a tagged PDF (PDF/UA-1, A4, Russian, DejaVu embedded), in a thread of its own. The same model
 * gives the same bytes. The file has a plain cross-reference table and no form, so that a signature can be added to it
 * afterwards. Throws Unavailable when too many wait.
 */
export function createPdf(model: PdfModel): Promise<Buffer> {
  return turn(() => renderInThread(model));
}
