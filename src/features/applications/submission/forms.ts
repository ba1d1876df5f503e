import type { Request } from 'express';
import { codeLength } from '../../accounts/index.ts';
import { readForm, type FormResult } from '../../../http/forms.ts';
import { uploadsOf, type UploadRefusalCode } from '../../../http/uploads.ts';
import type { StoredFile } from '../../../platform/files/file-store.ts';

/** A signature is some kilobytes; the chain of certificates in it may add some more. */
export const signatureUpload = { maxFiles: 1, maxBytes: 1024 * 1024 } as const;

/** The code from the SMS; spaces that come with pasting are forgiven. */
export function parseCode(body: unknown): FormResult<string> {
  const form = readForm(body);
  const code = form.secret('code', { required: 'Введите код из СМС', spaces: false });
  if (code !== '' && !new RegExp(`^\\d{${codeLength}}$`).test(code))
    form.error('code', `Код состоит из ${codeLength} цифр`, 'AUTH-CODE-WRONG');
  return form.result(code);
}

/** The uploaded signature, or why there is none, with code and words. */
export function signatureIn(
  req: Request,
): Readonly<{ ok: true; stored: StoredFile }> | Readonly<{ ok: false; code: string; words: string }> {
  const { files, refusals } = uploadsOf(req);
  const [refusal] = refusals;
  if (refusal !== undefined) return { ok: false, code: refusal.code, words: refusalWords[refusal.code] };
  const [file] = files;
  return file === undefined
    ? { ok: false, code: 'FILE-ABSENT', words: 'Выберите файл подписи.' }
    : { ok: true, stored: file.stored };
}

const refusalWords: Readonly<Record<UploadRefusalCode, string>> = {
  'FILE-TOO-LARGE':
    'Файл больше 1 МБ: это не отсоединённая подпись. Подпишите так, чтобы подпись лежала в отдельном файле.',
  'FILE-COUNT': 'Выберите один файл подписи.',
  'FILE-EMPTY': 'Файл пустой. Выберите файл подписи.',
  'UPLOAD-BROKEN': 'Отправка оборвалась, файл не дошёл. Выберите его ещё раз.',
};
