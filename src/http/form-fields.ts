/** `field` is the name and the id of the input; the summary links to it. */
export type FieldError = Readonly<{ field: string; message: string; code?: string }>;

/** What was typed, by field, to be shown again; passwords and codes never stand in it. */
export type Entered = Readonly<Record<string, EnteredValue>>;

export type DateParts = Readonly<{ day: string; month: string; year: string }>;

type EnteredValue = string | readonly string[] | DateParts;

/** The fields of one body, the mistakes found in them, and what is to be shown again. */
export class FormFields {
  readonly errors: FieldError[] = [];
  readonly entered: Record<string, EnteredValue> = {};
  readonly #body: object;

  constructor(body: unknown) {
    this.#body = typeof body === 'object' && body !== null ? body : {};
  }

  /** The text of a field as it came, '' when absent; of repeated fields the first. Kept for showing again. */
  first(field: string): string {
    const value = this.secret(field);
    this.entered[field] = value;
    return value;
  }

  /** Every text of a repeated field. Kept for showing again. */
  all(field: string): readonly string[] {
    const values = this.#texts(field);
    this.entered[field] = values;
    return values;
  }

  /** The three inputs of a date as typed. Kept for showing again, together under the field. */
  dateParts(field: string): DateParts {
    const part = (name: string) => this.secret(`${field}-${name}`).trim();
    const parts = { day: part('day'), month: part('month'), year: part('year') };
    this.entered[field] = parts;
    return parts;
  }

  /** Like `first`, but kept nowhere. */
  secret(field: string): string {
    return this.#texts(field)[0] ?? '';
  }

  error(field: string, message: string, code?: string): void {
    this.errors.push(code === undefined ? { field, message } : { field, message, code });
  }

  #texts(field: string): readonly string[] {
    const value: unknown = Object.hasOwn(this.#body, field)
      ? (this.#body as Record<string, unknown>)[field]
      : undefined;
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.filter((item) => typeof item === 'string');
  }
}
