import { imageChoices, ordinaryDisplay, schemes, sizes, spacings, type Display } from '../../http/display.ts';
import { readForm } from '../../http/forms.ts';

/** The chosen look. Whatever is missing or unknown stays ordinary: there is nothing to refuse. */
export function parseDisplay(body: unknown): Display {
  const form = readForm(body);
  if (form.text('ordinary') !== '') return ordinaryDisplay;
  return {
    size: form.choice('size', sizes) ?? ordinaryDisplay.size,
    scheme: form.choice('scheme', schemes) ?? ordinaryDisplay.scheme,
    spacing: form.choice('spacing', spacings) ?? ordinaryDisplay.spacing,
    images: form.choice('images', imageChoices) ?? ordinaryDisplay.images,
  };
}
