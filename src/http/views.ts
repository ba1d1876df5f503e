import nunjucks from 'nunjucks';

export type ViewOptions = Readonly<{
  root: string;
  /** Turns a path under `public/`, such as `css/kabinet.css`, into its fingerprinted address. */
  asset: (path: string) => string;
  /** IANA name of the deployment's time zone. */
  timeZone: string;
  /** Off in tests only: templates are then read anew at every render. */
  cached: boolean;
}>;

export type Views = Readonly<{
  /**
   * Renders `feature/template` (`.njk` is added). A name that ends in `.txt` is plain text, as for the text part
   * of a letter, and nothing in it is escaped; everything else is HTML and every value in it is.
   * Throws when the template is missing or prints a value that is undefined or null.
   */
  render(template: string, model: object): string;
}>;

/** Makes the templates of `views/` ready for use, with the filters and globals that they may rely on. */
export function createViews(options: ViewOptions): Views {
  const html = createEnvironment(options, true);
  const text = createEnvironment(options, false);
  return {
    render(template, model) {
      return (template.endsWith('.txt') ? text : html).render(`${template}.njk`, model);
    },
  };
}

function createEnvironment({ root, asset, timeZone, cached }: ViewOptions, autoescape: boolean): nunjucks.Environment {
  const loader = new nunjucks.FileSystemLoader(root, { noCache: !cached });
  const views = new nunjucks.Environment(loader, {
    autoescape,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  const day = new Intl.DateTimeFormat('ru-RU', { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' });
  const clock = new Intl.DateTimeFormat('ru-RU', { timeZone, hour: '2-digit', minute: '2-digit' });
  views.addGlobal('asset', asset);
  views.addFilter('date', (ms: number) => day.format(moment(ms)));
  views.addFilter('time', (ms: number) => clock.format(moment(ms)));
  views.addFilter('dateTime', (ms: number) => `${day.format(moment(ms))}${hardSpace}${clock.format(moment(ms))}`);
  views.addFilter('fileSize', formatFileSize);
  views.addFilter('money', formatMoney);
  views.addFilter('plural', chooseForm);
  views.addFilter('phone', formatPhone);
  views.addFilter('snils', formatSnils);
  views.addFilter('errorFor', findError);
  return views;
}

const hardSpace = '\u00A0';

// Intl formats undefined as the present moment: a missing date must fail instead of becoming today.
function moment(ms: number): number {
  if (!Number.isFinite(ms)) throw new TypeError(`not a time in milliseconds: ${String(ms)}`);
  return ms;
}

/** Bytes → «640 КБ», «1,2 МБ»; 1 КБ is 1024 bytes, as in the limits of uploads. */
export function formatFileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes}${hardSpace}${chooseForm(bytes, 'байт', 'байта', 'байт')}`;
  const megabytes = bytes / 1024 / 1024;
  if (megabytes < 1) return `${Math.min(1023, Math.round(bytes / 1024))}${hardSpace}КБ`;
  return `${megabytes.toLocaleString('ru-RU', { maximumFractionDigits: 1 })}${hardSpace}МБ`;
}

/** Kopecks → «5 000 ₽», «5 000,50 ₽»: kopecks are shown only when there are any. */
export function formatMoney(kopecks: number): string {
  const fraction = kopecks % 100 === 0 ? 0 : 2;
  const rubles = Math.abs(kopecks) / 100;
  const digits = rubles.toLocaleString('ru-RU', { minimumFractionDigits: fraction, maximumFractionDigits: fraction });
  return `${kopecks < 0 ? '−' : ''}${digits}${hardSpace}₽`;
}

/** The Russian form that goes with a number, without the number: `{{ n }} {{ n | plural('день', 'дня', 'дней') }}`. */
export function chooseForm(n: number, one: string, few: string, many: string): string {
  const form = pluralRules.select(n);
  if (form === 'one') return one;
  return form === 'few' || !Number.isInteger(n) ? few : many;
}

const pluralRules = new Intl.PluralRules('ru-RU');

/** «+79000000001» → «+7 900 000-00-01»; a number of another country stays as it is. */
export function formatPhone(phone: string): string {
  return phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, `+7${hardSpace}$1${hardSpace}$2-$3-$4`);
}

/** «11223344595» → «112-233-445 95», as it is printed on the notice. */
export function formatSnils(snils: string): string {
  return snils.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, `$1-$2-$3${hardSpace}$4`);
}

// The message that belongs to a field or to one of its parts; empty when there is none.
function findError(errors: readonly { field: string; message: string }[] | undefined, ...fields: string[]): string {
  return errors?.find((error) => fields.includes(error.field))?.message ?? '';
}
