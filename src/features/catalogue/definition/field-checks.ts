import type { Field, FieldType } from './fields.ts';

/** Kinds whose own check says what to enter; every other required question brings words of its own. */
const saysItself: ReadonlySet<FieldType> = new Set<FieldType>([
  'name',
  'snils',
  'inn',
  'kpp',
  'ogrn',
  'phone',
  'email',
  'address',
  'postal-index',
  'passport',
  'department-code',
  'cadastral',
  'plate',
  'bik',
  'account',
]);

/** Mistakes of one field as pairs of key and words; `known` holds the questions before it, `repeats`: it stands in a group. */
export function mistakesOfField(
  field: Field,
  known: ReadonlyMap<string, unknown>,
  repeats: boolean,
): [string, string][] {
  const mistakes: [string, string][] = [];
  const expect = (key: string, id: string | undefined, type: FieldType) => {
    const found = id === undefined ? undefined : known.get(id);
    const fits = typeof found === 'object' && found !== null && 'type' in found && found.type === type;
    if (id !== undefined && !fits) mistakes.push([key, `выше нет вопроса «${id}» вида ${type}`]);
  };
  if (field.required && !field.errors.missing && !saysItself.has(field.type))
    mistakes.push(['errors.missing', `нет слов на случай, если «${field.label}» не заполнено`]);
  if (field.prefill && repeats) mistakes.push(['prefill', 'в повторяющейся группе нечем заполнить каждую запись']);
  if ('min' in field && typeof field.min === 'number' && typeof field.max === 'number' && field.min > field.max)
    mistakes.push(['min', 'больше, чем max']);
  if (field.type === 'date' || field.type === 'year') expect('notBefore', field.notBefore, field.type);
  if (field.type === 'account') expect('bik', field.bik, 'bik');
  if ('options' in field)
    mistakes.push(
      ...mistakesOfOptions(
        field.options.map(({ value }) => value),
        field,
      ),
    );
  return mistakes;
}

function mistakesOfOptions(values: readonly string[], field: Field): [string, string][] {
  const twice = values.filter((value, index) => values.indexOf(value) !== index);
  const mistakes = twice.map((value): [string, string] => ['options', `вариант «${value}» встречается дважды`]);
  const preset = field.type === 'choice' ? field.prefillAs : undefined;
  if (preset !== undefined && !values.includes(preset)) mistakes.push(['prefillAs', `нет варианта «${preset}»`]);
  return mistakes;
}
