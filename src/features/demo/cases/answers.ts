/** What the people of the demo have entered, page by page; what their profiles give is not repeated. */
export type Pages = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export function archiveWork(employer: string, fromYear: string, toYear: string): Pages {
  return {
    subject: { about: 'self', subject: 'work', nameChanged: 'no' },
    period: {
      places_items: '1',
      places_0_employer: employer,
      places_0_fromYear: fromYear,
      places_0_toYear: toYear,
      workBook: 'no',
    },
    delivery: { purpose: 'pension', way: 'cabinet' },
  };
}

export function archiveStudy(organisation: string, sinceYear: string, untilYear: string): Pages {
  return {
    subject: { about: 'self', subject: 'study', nameChanged: 'no' },
    period: { organisation, sinceYear, untilYear },
    delivery: { purpose: 'benefits', way: 'cabinet' },
  };
}

export const kindergarten: Pages = {
  parent: { role: 'parent' },
  child: {
    childLastName: 'Смирнов',
    childFirstName: 'Илья',
    childMiddleName: 'Павлович',
    'childBirthDate-day': '14',
    'childBirthDate-month': '3',
    'childBirthDate-year': '2024',
    birthRecord: 'russia',
    birthActNumber: '170249440000100123008',
  },
  kindergarten: {
    'wantedFrom-day': '1',
    'wantedFrom-month': '9',
    'wantedFrom-year': '2027',
    firstKindergarten: 'kg-7',
    anyKindergarten: 'yes',
    stay: 'full',
  },
  needs: { specialNeeds: 'no', benefit: 'none' },
};

/** Dates of the works count from the day on which the application is made. */
export function earthworks(day: (inDays: number) => readonly [string, string, string]): Pages {
  const date = (field: string, inDays: number) => {
    const [year, month, ofMonth] = day(inDays);
    return { [`${field}-day`]: ofMonth, [`${field}-month`]: month, [`${field}-year`]: year };
  };
  return {
    works: {
      place: 'пр-т Мира, от дома 19 до дома 23',
      purpose: 'landscaping',
      surface: ['lawn'],
      area: '36',
      depth: '0,6',
      traffic: 'no',
    },
    schedule: {
      ...date('startDate', 40),
      ...date('endDate', 47),
      ...date('restoreDate', 60),
      contractor: 'self',
      responsible: 'Волков Борис Петрович',
      responsiblePhone: '+7 900 000-00-02',
      restoration: 'yes',
    },
  };
}
