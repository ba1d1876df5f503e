import { formatDate, formatTime } from '../values/time.ts';
import { drawCrest } from './crest.ts';
import type { SignatureBlock } from './model.ts';
import type { Sheet } from './sheet.ts';
import { COLOUR, PAGE, STYLE, type Style } from './style.ts';

const BOX = { width: 300, side: 14, crest: 30, beside: 6 } as const;
const INNER = BOX.width - 2 * BOX.side;

type Line = Readonly<{ text: string; style: Style; above?: number }>;

/** The mark of an electronic signature: the only box with round corners. Crest and title, a hairline, certificate, verdict. */
export function drawSignature(sheet: Sheet, mark: SignatureBlock, zone: string): void {
  const { doc } = sheet;
  const title = {
    text: mark.title.toUpperCase(),
    x: BOX.side + BOX.crest + BOX.beside,
    width: INNER - BOX.crest - BOX.beside,
  };
  const titleHeight = sheet.heightOf(STYLE.markTitle, title.text, title.width);
  const head = Math.max(titleHeight, BOX.crest);
  const lines = linesOf(mark, zone);
  const body = lines.reduce((sum, line) => sum + (line.above ?? 0) + sheet.heightOf(line.style, line.text, INNER), 0);
  const height = BOX.side + head + 14 + body + BOX.side - 3;

  sheet.room(height + 22);
  const [x, top] = [PAGE.left, doc.y + 10];
  const hairline = top + BOX.side + head + 7;
  sheet.artifact(() => {
    doc.roundedRect(x, top, BOX.width, height, 9).lineWidth(1.4).strokeColor(COLOUR.info).stroke();
    drawCrest(doc, x + BOX.side, top + BOX.side, BOX.crest, COLOUR.info);
  });
  sheet.rule(hairline, COLOUR.info, 0.6, x + BOX.side, x + BOX.width - BOX.side);

  const box = sheet.open(sheet.root, 'Div');
  doc.y = top + BOX.side + (head - titleHeight) / 2;
  // Capitals are how it looks; readers hear the words.
  const place = { x: x + title.x, width: title.width };
  sheet.tag(box, 'P', () => sheet.write(STYLE.markTitle, title.text, place), { actual: mark.title });
  doc.y = hairline + 7;
  for (const { text, style, above = 0 } of lines) {
    doc.y += above;
    sheet.tag(box, 'P', () => sheet.write(style, text, { x: x + BOX.side, width: INNER }));
  }
  box.end();
  doc.y = top + height + 14;
}

function linesOf(mark: SignatureBlock, zone: string): Line[] {
  const lines: Line[] = [
    { style: STYLE.markText, text: `Сертификат ${grouped(mark.certificate)}` },
    { style: STYLE.markText, text: `Владелец: ${mark.owner}` },
    {
      style: STYLE.markText,
      text: `Действителен: ${formatDate(mark.validFrom, zone)} — ${formatDate(mark.validTo, zone)}`,
    },
  ];
  if (mark.verdict) {
    const { words, checkedAt } = mark.verdict;
    lines.push({ style: STYLE.markStrong, text: words, above: 5 });
    lines.push({
      style: STYLE.markText,
      text: `Проверено ${formatDate(checkedAt, zone)} в ${formatTime(checkedAt, zone)}`,
    });
  }
  return lines;
}

/** «01 D9 6E 4A» from a hexadecimal serial number; anything else stays as it is. */
function grouped(serial: string): string {
  return /^[0-9a-f]+$/i.test(serial) ? serial.toUpperCase().replace(/(..)(?=.)/g, '$1 ') : serial;
}
