import type { IsoDate } from './date.ts';

/** Where a calendar departs from «Monday to Friday are worked»: days off among them, and worked Saturdays and Sundays. */
export type CalendarLayer = Readonly<{ off: readonly IsoDate[]; worked: readonly IsoDate[] }>;
/** `preliminary`: the Government's decree on transfers was not known when this was written. */
export type CalendarYear = CalendarLayer & Readonly<{ year: number; preliminary: boolean }>;

/** Russian production calendar of the five-day week (ТК РФ, art. 112, and the Government's yearly decrees on transfers). */
export const PRODUCTION_CALENDAR: readonly CalendarYear[] = [
  {
    // Decree 1335 of 4.10.2024: 4.01 → 2.05, 5.01 → 31.12, 23.02 → 8.05, 8.03 → 13.06, 1.11 (worked) → 3.11.
    year: 2025,
    preliminary: false,
    off: [
      ...(['2025-01-01', '2025-01-02', '2025-01-03', '2025-01-06', '2025-01-07', '2025-01-08'] as const),
      ...(['2025-05-01', '2025-05-02', '2025-05-08', '2025-05-09', '2025-06-12', '2025-06-13'] as const),
      ...(['2025-11-03', '2025-11-04', '2025-12-31'] as const),
    ],
    worked: ['2025-11-01'],
  },
  {
    // Decree 1466 of 24.09.2025: 3.01 → 9.01, 4.01 → 31.12; 8.03 and 9.05 move to the Mondays after them.
    year: 2026,
    preliminary: false,
    off: [
      ...(['2026-01-01', '2026-01-02', '2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09'] as const),
      ...(['2026-02-23', '2026-03-09', '2026-05-01', '2026-05-11', '2026-06-12', '2026-11-04', '2026-12-31'] as const),
    ],
    worked: [],
  },
  {
    // By the Labour Code alone: the weekend days of January and any worked Saturdays are still to be transferred by decree.
    year: 2027,
    preliminary: true,
    off: [
      ...(['2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08'] as const),
      ...(['2027-02-23', '2027-03-08', '2027-05-03', '2027-05-10', '2027-06-14', '2027-11-04'] as const),
    ],
    worked: [],
  },
];
