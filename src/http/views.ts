import nunjucks from 'nunjucks';
import { formatFileSize } from '../platform/values/file-size.ts';
import { formatMoney } from '../platform/values/money.ts';
import { formatPhone } from '../platform/values/phone.ts';
import { plural } from '../platform/values/plural.ts';
import { formatSnils } from '../platform/values/snils.ts';
import { formatDate, formatDateTime, formatTime } from '../platform/values/time.ts';
import { typeset } from '../platform/values/typesetting.ts';
import { createPageMemo, type Page } from './pages.ts';
import { LastingEnvironment } from './view-environment.ts';

export type ViewOptions = Readonly<{
  root: string;
  /** Turns a path under `public/`, such as `css/kabinet.css`, into its fingerprinted address. */
  asset: (path: string) => string;
  /** IANA name of the deployment's time zone. */
  timeZone: string;
  /** Off in tests only: templates are then read anew at every render. */
  cached: boolean;
  /** Memory for whole pages that were shown lately, bytes; none without it. */
  pageMemory?: number;
  /** Address of the region's own coat of arms; the portal has one of its own. */
  crest?: string | undefined;
}>;

export type Views = Readonly<{
  /**
   * Renders `feature/template` (`.njk` is added). A name that ends in `.txt` is plain text, as for the text part
   * of a letter, and nothing in it is escaped; everything else is HTML and every value in it is.
   * Throws when the template is missing or prints a value that is undefined or null.
   */
  render(template: string, model: object): string;
  /** The page of a template, from memory when the same was made lately. The model is plain data, all that JSON keeps. */
  page(template: string, model: object): Page;
}>;

/** Makes the templates of `views/` ready for use, with the filters and globals that they may rely on. */
export function createViews(options: ViewOptions): Views {
  const html = createEnvironment(options, true);
  const text = createEnvironment(options, false);
  function render(template: string, model: object): string {
    return (template.endsWith('.txt') ? text : html).render(`${template}.njk`, model);
  }
  return {
    render,
    page: createPageMemo(render, options.pageMemory ?? 0),
  };
}

function createEnvironment(
  { root, asset, timeZone, cached, crest }: ViewOptions,
  autoescape: boolean,
): nunjucks.Environment {
  const loader = new (autoescape ? TypesetLoader : nunjucks.FileSystemLoader)(root, { noCache: !cached });
  const views = new (cached ? LastingEnvironment : nunjucks.Environment)(loader, {
    autoescape,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  views.addGlobal('asset', asset);
  views.addGlobal('regionCrest', crest ?? '');
  views.addFilter('date', (ms: number) => formatDate(moment(ms), timeZone));
  views.addFilter('time', (ms: number) => formatTime(moment(ms), timeZone));
  views.addFilter('dateTime', (ms: number) => formatDateTime(moment(ms), timeZone));
  views.addFilter('fileSize', formatFileSize);
  views.addFilter('money', formatMoney);
  views.addFilter('plural', plural);
  views.addFilter('phone', formatPhone);
  views.addFilter('snils', formatSnils);
  views.addFilter('errorFor', findError);
  views.addFilter('parts', partsOf);
  views.addFilter('typeset', (text: unknown) => (typeof text === 'string' ? typeset(text) : text));
  return views;
}

/** Reads templates with the hard spaces that their words need: worked out once, when a template is compiled. */
class TypesetLoader extends nunjucks.FileSystemLoader {
  override getSource(name: string): nunjucks.LoaderSource {
    const source = super.getSource(name);
    // Null where there is no such template, which the types do not say.
    return source && { ...source, src: typesetTemplate(source.src) };
  }
}

// A title stands in one line of the window, and hard spaces would only be in the way of those who copy it.
const titles = /(<title>[^]*?<\/title>|\{% block title %\}[^]*?\{% endblock %\})/;

function typesetTemplate(source: string): string {
  return source
    .split(titles)
    .map((part, at) => (at % 2 === 1 ? part : typeset(part)))
    .join('');
}

// What reads badly in two lines: numbers of cases, messages and attempts, telephone numbers; together with the mark that follows,
// which would otherwise begin the next line where a number fills its own.
const numbers =
  /((?:(?:№\u00A0)?\d{2}-\d{4}-\d{6}-\d|\p{Lu}-\d{2,4}-\d{4,6}|\+7 \d{3} \d{3}-\d{2}-\d{2})(?:[,:;]|\.(?!\p{L})|\u00A0·)?)/u;

// A text in pieces, of which those with `short` are to stay on one line; what a component has made is left whole.
function partsOf(text: unknown): { text: unknown; short: boolean }[] {
  if (typeof text !== 'string') return [{ text, short: false }];
  return typeset(text)
    .split(numbers)
    .map((part, at) => ({ text: part, short: at % 2 === 1 }));
}

// A missing date must fail where it is missing, not print as something.
function moment(ms: number): number {
  if (!Number.isFinite(ms)) throw new TypeError(`not a time in milliseconds: ${String(ms)}`);
  return ms;
}

// The message that belongs to a field or to one of its parts; empty when there is none.
function findError(errors: readonly { field: string; message: string }[] | undefined, ...fields: string[]): string {
  return errors?.find((error) => fields.includes(error.field))?.message ?? '';
}
