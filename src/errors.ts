/** The way on that an error page offers. */
export type WayOn = Readonly<{ href: string; text: string }>;

type Words = Readonly<{ code?: string; title?: string; explanation?: string; way?: WayOn; retryAfterSeconds?: number }>;

/**
 * A refusal that a person may see: status, stable code and Russian words, all safe to show.
 * The one error handler turns it into a page; anything else becomes a 500 with a reference number.
 */
export class AppError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly explanation: string;
  readonly way: WayOn | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, words: Required<Pick<Words, 'code' | 'title' | 'explanation'>> & Words) {
    super(`${status} ${words.code}`);
    this.name = new.target.name;
    this.status = status;
    this.code = words.code;
    this.title = words.title;
    this.explanation = words.explanation;
    this.way = words.way;
    this.retryAfterSeconds = words.retryAfterSeconds;
  }
}

/** Missing, another's, or not for this person: always the same answer. */
export class NotFound extends AppError {
  constructor() {
    super(404, {
      code: 'HTTP-NOT-FOUND',
      title: 'Страница не найдена',
      explanation: 'Проверьте адрес. Возможно, страницу убрали или она открывается только тому, кому принадлежит.',
    });
  }
}

export class BadRequest extends AppError {
  constructor(words: Words = {}) {
    super(400, {
      code: 'HTTP-BAD-REQUEST',
      title: 'Запрос не понят',
      explanation: 'Браузер прислал запрос с ошибкой. Вернитесь на страницу и попробуйте ещё раз.',
      ...words,
    });
  }
}

export class Forbidden extends AppError {
  constructor(words: Words = {}) {
    super(403, {
      code: 'HTTP-FORBIDDEN',
      title: 'Нет доступа',
      explanation: 'У вас нет права на это действие.',
      ...words,
    });
  }
}

/** The record has changed since the page was shown, or the act no longer fits its state. */
export class Conflict extends AppError {
  constructor(words: Words = {}) {
    super(409, {
      code: 'HTTP-CONFLICT',
      title: 'Данные изменились',
      explanation: 'Пока страница была открыта, данные изменились. Откройте её заново и повторите.',
      ...words,
    });
  }
}

export class PayloadTooLarge extends AppError {
  constructor(words: Words = {}) {
    super(413, {
      code: 'HTTP-TOO-LARGE',
      title: 'Слишком большой запрос',
      explanation: 'Отправлено больше, чем принимает эта страница. Проверьте размер файлов и попробуйте ещё раз.',
      ...words,
    });
  }
}

export class TooManyRequests extends AppError {
  constructor(retryAfterSeconds: number, words: Words = {}) {
    super(429, {
      code: 'HTTP-TOO-MANY',
      title: 'Слишком много попыток',
      explanation: 'Подождите немного и попробуйте ещё раз.',
      ...words,
      retryAfterSeconds,
    });
  }
}

export class Unavailable extends AppError {
  constructor(words: Words = {}) {
    super(503, {
      code: 'HTTP-UNAVAILABLE',
      title: 'Сервис занят',
      explanation: 'Сейчас запрос выполнить не удалось. Ничего не потеряно: попробуйте через минуту.',
      retryAfterSeconds: 5,
      ...words,
    });
  }
}
