import { readForm } from '../../../http/forms.ts';

/**
 * Beginning an application: which service, whether to fill it in from the profile and from which earlier application, whether beside an
 * existing draft.
 */
export function parseStart(
  body: unknown,
): Readonly<{ slug: string; fill: boolean; from: string | null; anew: boolean }> {
  const form = readForm(body);
  return {
    slug: form.text('slug'),
    fill: form.text('fill') !== 'no',
    from: form.text('from') || null,
    anew: form.checkbox('anew'),
  };
}

/** A posted page of the form: its fields as they came, and the revision that the page showed. @throws BadRequest without one */
export function parsePage(body: unknown): Readonly<{ body: Readonly<Record<string, unknown>>; revision: number }> {
  const revision = readForm(body).revision();
  return { body: body as Record<string, unknown>, revision };
}
