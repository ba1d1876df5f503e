/** What the filter of the journal asks for. */
export const actKinds = {
  entry: 'Вход и безопасность',
  looks: 'Просмотры сотрудниками',
  applications: 'Заявления',
  data: 'Личные данные',
  papers: 'Документы и сообщения',
  other: 'Остальное',
} as const;

export type ActKind = keyof typeof actKinds;

/** An act in words; `refused` where it is called otherwise when it was not let happen. */
export type ActWords = Readonly<{ kind: ActKind; words: string; refused?: string }>;

/** Every act that the portal journals, as the person reads it. A test finds those that are missing. */
export const acts: Readonly<Record<string, ActWords>> = {
  'access.refused': { kind: 'other', words: 'Обращение к закрытой странице' },
  'account.created': { kind: 'entry', words: 'Учётная запись создана' },
  'account.unlocked': { kind: 'entry', words: 'Блокировка входа снята' },
  'acting.changed': { kind: 'entry', words: 'Смена кабинета: свой или организации' },
  'application.answered': { kind: 'applications', words: 'Ответ ведомству по заявлению' },
  'application.decided': { kind: 'applications', words: 'Решение по заявлению' },
  'application.documents-requested': { kind: 'applications', words: 'Ведомство запросило документы' },
  'application.file-judged': { kind: 'applications', words: 'Ведомство проверило файл заявления' },
  'application.frozen': { kind: 'applications', words: 'Заявление подготовлено к подписанию' },
  'application.request-read': { kind: 'applications', words: 'Получение запроса ведомства подтверждено' },
  'application.result': { kind: 'applications', words: 'Результат услуги готов' },
  'application.signed': { kind: 'applications', words: 'Заявление подписано', refused: 'Подписание заявления' },
  'application.submitted': { kind: 'applications', words: 'Заявление отправлено', refused: 'Отправка заявления' },
  'application.taken': { kind: 'applications', words: 'Заявление взято в работу' },
  'application.withdrawn': { kind: 'applications', words: 'Заявление отозвано', refused: 'Отзыв заявления' },
  'attempt.viewed': { kind: 'looks', words: 'Вашу попытку отправить заявление посмотрел сотрудник' },
  'case.assigned': { kind: 'applications', words: 'Исполнитель назначен' },
  'case.moved': { kind: 'applications', words: 'Состояние изменилось' },
  'case.opened': { kind: 'applications', words: 'Дело зарегистрировано' },
  'case.viewed': { kind: 'looks', words: 'Ваше дело открыл сотрудник ведомства' },
  'confirmation.decided': { kind: 'data', words: 'Решение о подтверждении личности' },
  'confirmation.drafted': { kind: 'data', words: 'Данные для подтверждения личности сохранены' },
  'confirmation.sent': { kind: 'data', words: 'Запрос на подтверждение личности отправлен' },
  'confirmation.taken': { kind: 'data', words: 'Запрос на подтверждение личности взят в работу' },
  'confirmation.withdrawn': { kind: 'data', words: 'Запрос на подтверждение личности отозван' },
  'demo.key-issued': { kind: 'entry', words: 'Учебный ключ подписи выдан' },
  'document.uploaded': { kind: 'papers', words: 'Документ добавлен' },
  'draft.deleted': { kind: 'applications', words: 'Черновик удалён' },
  'draft.files': { kind: 'applications', words: 'Файлы черновика изменены' },
  'draft.migrated': { kind: 'applications', words: 'Черновик перенесён на новую форму услуги' },
  'draft.started': { kind: 'applications', words: 'Черновик начат' },
  'email.confirmed': { kind: 'entry', words: 'Адрес почты подтверждён', refused: 'Подтверждение адреса почты' },
  'email.requested': { kind: 'entry', words: 'Письмо для подтверждения почты отправлено' },
  'factor.app.begun': { kind: 'entry', words: 'Подключение приложения с кодами начато' },
  'factor.app.disabled': {
    kind: 'entry',
    words: 'Коды из приложения отключены',
    refused: 'Отключение кодов из приложения',
  },
  'factor.app.enabled': {
    kind: 'entry',
    words: 'Коды из приложения включены',
    refused: 'Включение кодов из приложения',
  },
  'identity.confirmed': { kind: 'data', words: 'Личность подтверждена' },
  'journal.downloaded': { kind: 'other', words: 'Журнал действий скачан' },
  'login.refused': { kind: 'entry', words: 'Попытка входа', refused: 'Попытка входа' },
  'login.succeeded': { kind: 'entry', words: 'Вход в кабинет' },
  logout: { kind: 'entry', words: 'Выход из кабинета' },
  'message.answered': { kind: 'papers', words: 'Ответ на сообщение' },
  'message.archived': { kind: 'papers', words: 'Сообщение убрано в архив' },
  'message.read': { kind: 'papers', words: 'Сообщение прочитано' },
  'message.restored': { kind: 'papers', words: 'Сообщение возвращено из архива' },
  'message.selection': { kind: 'papers', words: 'Действие с выбранными сообщениями' },
  'password.changed': { kind: 'entry', words: 'Пароль изменён', refused: 'Смена пароля' },
  'profile.changed': { kind: 'data', words: 'Личные данные изменены' },
  'service.published': { kind: 'other', words: 'Описание услуги опубликовано' },
  'session.ended': { kind: 'entry', words: 'Другой сеанс завершён' },
  'session.others-ended': { kind: 'entry', words: 'Все остальные сеансы завершены' },
  'session.time-chosen': { kind: 'entry', words: 'Выбрано время сеанса' },
  'staff.created': { kind: 'entry', words: 'Учётная запись сотрудника создана' },
};

/** For an act that the table does not know: true of every one. */
const unknown: ActWords = { kind: 'other', words: 'Действие с вашими данными' };

/** An act in words, as it ended. */
export function wordsOfAct(act: string, result: string): string {
  const { words, refused } = find(act) ?? unknown;
  return result === 'refused' ? (refused ?? words) : words;
}

/** The name comes from the database: `constructor` is in every object, and no act. */
function find(act: string): ActWords | undefined {
  return Object.hasOwn(acts, act) ? acts[act] : undefined;
}

/** The acts that a kind of the filter takes in; for «Остальное» those that it leaves out. */
export function actsOfKind(kind: ActKind): { only: string[] } | { without: string[] } {
  const of = (test: (kind: ActKind) => boolean) => Object.keys(acts).filter((act) => test(acts[act]?.kind ?? 'other'));
  return kind === 'other' ? { without: of((each) => each !== 'other') } : { only: of((each) => each === kind) };
}
