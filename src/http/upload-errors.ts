import type { FieldError } from './form-fields.ts';
import type { UploadRefusal, UploadRefusalCode, UploadRule, Uploads } from './uploads.ts';

/** Mistakes for the form from files that were not taken, each naming file and reason; `field` is where broken uploads are told. */
export function uploadErrors({ refusals }: Readonly<Uploads>, rule: UploadRule, field: string): readonly FieldError[] {
  return refusals.map((refusal) => ({
    field: refusal.field || field,
    code: refusal.code,
    message: messageOf(refusal, rule),
  }));
}

function messageOf({ name, code }: UploadRefusal, { maxBytes, maxFiles }: UploadRule): string {
  const messages: Record<UploadRefusalCode, string> = {
    'FILE-TOO-LARGE': `Файл «${name}» больше ${megabytes(maxBytes)} МБ. Уменьшите его и приложите снова`,
    'FILE-COUNT': `Файл «${name}» не поместился: за один раз можно приложить файлов: ${maxFiles}`,
    'FILE-EMPTY': `Файл «${name}» пустой. Проверьте его и приложите снова`,
    'UPLOAD-BROKEN': 'Связь прервалась, и часть отправленного не дошла. Проверьте ответы и файлы и отправьте ещё раз',
  };
  return messages[code];
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toLocaleString('ru-RU', { maximumFractionDigits: 1 });
}
