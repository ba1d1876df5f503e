import { LIMITS } from './limits.ts';
import { unpackStreams } from './pdf-streams.ts';
import { gap, nameAnywhere, reference } from './pdf-text.ts';
import { accepted, active, bomb, CUT, damaged, Refusal, type Verdict } from './verdict.ts';

/** Where browsers that guess types would look, and a little more. */
const HEAD = 4096;
const MARKUP = /<(?:!doctype|html|head|body|script|iframe|object|embed|svg|img|meta)[\s>/]/i;
/** What may stand after the last %%EOF: line ends, and the crumbs that web servers leave. */
const TAIL = 1024;

const ENCRYPTED = nameAnywhere(['Encrypt'], `${gap}(?:${reference}|<<)`);
const SCRIPT = nameAnywhere(['JavaScript', 'Rendition', 'RichMedia', 'SubmitForm', 'ImportData']);
const LAUNCH = nameAnywhere(['Launch', 'GoToE', 'GoToR']);
const ENCLOSED = nameAnywhere(['EmbeddedFile', 'EmbeddedFiles']);
const DYNAMIC_FORM = nameAnywhere(['XFA'], `${gap}(?:\\[|<<|${reference})`);
const ROOT = nameAnywhere(['Root'], `${gap}${reference}`);
const PAGE = new RegExp(nameAnywhere(['Type'], String.raw`\s*/Page(?![A-Za-z])`), 'g');
const OBJECT_OR_PAGE = new RegExp(String.raw`(\d{1,10})\s+\d{1,5}\s+obj|${PAGE.source}`, 'g');

/**
 * Inspects a PDF without drawing it: whole from header to end, not a web page or an archive in disguise, nothing in it that
 * acts, no password, and of a bearable size when unpacked.
 * Files enclosed in a PDF are refused: they would reach the official past the list of allowed kinds.
 */
export async function inspectPdf(bytes: Buffer): Promise<Verdict> {
  const text = bytes.toString('latin1');
  if (MARKUP.test(text.slice(0, HEAD)))
    throw new Refusal('FILE-TYPE', '— веб-страница под видом PDF: напечатайте её в PDF.');
  checkEnds(text);
  refuseHarm(text, text);
  const objects = await unpackStreams(bytes, text);
  for (const content of objects) refuseHarm(content, text);
  const pages = objects.reduce((sum, part) => sum + (part.match(PAGE)?.length ?? 0), plainPages(text));
  if (pages === 0) throw damaged('не содержит ни одной страницы: сохраните его заново.');
  if (pages > LIMITS.pages) throw bomb(`содержит слишком много страниц, ${pages}: разделите его на части.`);
  return accepted('application/pdf', pages);
}

/** Pages among the plain objects. A signed file says some of them again with the same number: those count once. */
function plainPages(text: string): number {
  const pages = new Set<string>();
  let object = '';
  for (const found of text.matchAll(OBJECT_OR_PAGE)) {
    if (found[1] === undefined) pages.add(object);
    else object = found[1];
  }
  return pages.size;
}

/** The end is there and the cross-references begin where it says, or the file was cut or changed on its way. */
function checkEnds(text: string): void {
  const end = text.lastIndexOf('%%EOF');
  if (end < 0) throw damaged(CUT);
  const tail = text.slice(end + 5);
  if (tail.trim().replace(/\0/g, '').length > TAIL) throw damaged(CUT);
  if (tail.includes('PK') || MARKUP.test(tail))
    throw damaged('содержит посторонние данные после конца: напечатайте его в PDF заново.');
  const pointer = /startxref\s+(\d{1,12})\s*$/.exec(text.slice(Math.max(0, end - 64), end));
  if (!pointer) throw damaged(CUT);
  const at = Number(pointer[1]);
  if (!/xref|\d\s+\d+\s+obj/.test(text.slice(Math.max(0, at - 8), at + 32)) || !ROOT.test(text)) throw damaged(CUT);
}

function refuseHarm(part: string, whole: string): void {
  // An encrypted file hides its strings, so this is said first. The key stands in the trailer, which is never packed.
  if (part === whole && ENCRYPTED.test(whole)) {
    throw new Refusal(
      'FILE-ENCRYPTED',
      'защищён паролем или от изменений: снимите защиту или напечатайте его в PDF заново.',
    );
  }
  if (SCRIPT.test(part)) throw active('содержит сценарии: напечатайте его в PDF заново, останется только документ.');
  if (LAUNCH.test(part))
    throw active('запускает другие файлы: напечатайте его в PDF заново, останется только документ.');
  if (ENCLOSED.test(part))
    throw active('содержит вложенные файлы: приложите их отдельно, а этот напечатайте в PDF заново.');
  if (DYNAMIC_FORM.test(part)) throw active('— форма, которая открывается не везде: напечатайте её в PDF заново.');
}
