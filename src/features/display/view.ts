import { isOrdinary, type Display } from '../../http/display.ts';

/** What somebody who opens the page for the first time has most likely come for; one press is enough then. */
const suggested: Display = { size: '150', scheme: 'white', spacing: 'normal', images: 'on' };

/** The page of display settings; `next` is the page that one came from. */
export function displayPage(display: Display, next: string) {
  const on = !isOrdinary(display);
  return {
    on,
    next,
    chosen: on ? display : suggested,
    sizes: [
      { value: '100', text: 'Обычный' },
      { value: '150', text: 'Крупный', hint: 'В полтора раза больше' },
      { value: '200', text: 'Очень крупный', hint: 'Вдвое больше' },
    ],
    schemes: [
      { value: 'own', text: 'Обычные' },
      { value: 'white', text: 'Чёрным по белому' },
      { value: 'black', text: 'Белым по чёрному' },
      { value: 'blue', text: 'Тёмно-синим по голубому' },
      { value: 'brown', text: 'Коричневым по бежевому' },
    ],
    spacings: [
      { value: 'normal', text: 'Обычное' },
      { value: 'wide', text: 'Увеличенное' },
      { value: 'wider', text: 'Большое' },
    ],
    images: [
      { value: 'on', text: 'Показывать' },
      { value: 'off', text: 'Не показывать' },
    ],
  };
}
