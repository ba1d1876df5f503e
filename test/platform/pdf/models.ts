import type { PdfModel } from '../../../src/platform/pdf/index.ts';

const at = Date.UTC(2026, 10, 10, 6, 5);
export const SHA = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** An empty paper. */
export const blank: PdfModel = {
  title: 'Субсидия на оплату жилья',
  kindLine: 'Заявление',
  regionName: 'Костромская область',
  portalName: 'Личный кабинет 44',
  number: '44-2026-000118-6',
  createdAt: at,
  zone: 'Europe/Moscow',
  footer: 'Сформировано 10.11.2026 09:05. Время московское.',
  blocks: [],
};

/** A paper with a block of every kind. */
export const full: PdfModel = {
  ...blank,
  blocks: [
    { kind: 'stamp', word: 'Зарегистрировано', number: '44-2026-000118-6', at },
    { kind: 'heading', text: '1. Заявитель' },
    {
      kind: 'facts',
      rows: [
        { label: 'Фамилия, имя, отчество', value: 'Смирнова Анна Сергеевна' },
        { label: 'ИНН', value: '' },
      ],
    },
    { kind: 'heading', text: '2. Семья' },
    {
      kind: 'table',
      columns: [
        { title: 'Имя', width: 2 },
        { title: 'Доход', numeric: true },
      ],
      rows: [
        ['Смирнов Игорь Павлович', '54\u00A0200\u00A0₽'],
        ['Достопримечательнова-Александрийская Вероника', '0\u00A0₽'],
      ],
    },
    { kind: 'paragraph', text: 'Прошу предоставить субсидию.\n\nДостоверность подтверждаю.' },
    { kind: 'list', items: ['первое;', 'второе.'] },
    { kind: 'list', items: ['раз', 'два', 'три'], numbered: true },
    { kind: 'notice', title: 'Что подписано', text: 'Подпись распространяется на приложенные файлы.' },
    { kind: 'attachments', files: [{ name: 'Справка о доходах.pdf', size: 1_887_436, sha256: SHA }] },
    {
      kind: 'signature',
      title: 'Подписано учебной подписью',
      certificate: '01d96e4a7c22b010',
      owner: 'Смирнова Анна Сергеевна',
      validFrom: Date.UTC(2025, 11, 12),
      validTo: Date.UTC(2026, 11, 12),
      verdict: { words: 'Подпись верна', checkedAt: at },
    },
    {
      kind: 'qr',
      content: 'https://kabinet.example.ru/check?n=44-2026-000118-6',
      title: 'Проверить документ',
      lines: ['Код K7QH-2M9R'],
    },
  ],
};
