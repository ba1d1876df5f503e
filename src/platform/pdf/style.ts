export type Face = 'sans' | 'sans-bold' | 'serif' | 'serif-bold' | 'mono';

/** One voice of the page: face, size in points, distance of lines as a multiple of the size, colour. */
export type Style = Readonly<{ face: Face; size: number; leading: number; colour: string; spacing?: number }>;

/** The colours of the pages, on white. */
export const COLOUR = {
  ink: '#16232B',
  muted: '#4A5A63',
  pine: '#0E3F4A',
  hairline: '#D2CBBA',
  sheet: '#F5F3EE',
  info: '#0B4A6B',
  link: '#0B5A82',
} as const;

/** A4 in points: 20 mm left and right, room for the running line above and the foot below. */
export const PAGE = { width: 595.28, height: 841.89, left: 56.7, right: 56.7, top: 78, bottom: 74 } as const;
export const CONTENT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
export const CONTENT_HEIGHT = PAGE.height - PAGE.top - PAGE.bottom;

export const STYLE = {
  region: { face: 'serif-bold', size: 14, leading: 1.3, colour: COLOUR.pine },
  portal: { face: 'sans', size: 9, leading: 1.45, colour: COLOUR.muted },
  kind: { face: 'sans', size: 9.5, leading: 1.45, colour: COLOUR.muted, spacing: 0.3 },
  title: { face: 'serif', size: 19, leading: 1.24, colour: COLOUR.ink },
  heading: { face: 'serif-bold', size: 13, leading: 1.3, colour: COLOUR.ink },
  text: { face: 'sans', size: 10, leading: 1.5, colour: COLOUR.ink },
  strong: { face: 'sans-bold', size: 10, leading: 1.5, colour: COLOUR.ink },
  label: { face: 'sans', size: 9.5, leading: 1.579, colour: COLOUR.muted },
  head: { face: 'sans', size: 9, leading: 1.4, colour: COLOUR.muted },
  hash: { face: 'mono', size: 7, leading: 1.5, colour: COLOUR.ink },
  small: { face: 'sans', size: 8.5, leading: 1.45, colour: COLOUR.muted },
  link: { face: 'sans', size: 8.5, leading: 1.45, colour: COLOUR.link },
  stampWord: { face: 'sans', size: 8.5, leading: 1.5, colour: COLOUR.info },
  stampNumber: { face: 'sans-bold', size: 10, leading: 1.5, colour: COLOUR.info },
  markTitle: { face: 'sans-bold', size: 8, leading: 1.45, colour: COLOUR.info, spacing: 0.5 },
  markText: { face: 'sans', size: 8.5, leading: 1.5, colour: COLOUR.info },
  markStrong: { face: 'sans-bold', size: 8.5, leading: 1.5, colour: COLOUR.info },
} as const satisfies Record<string, Style>;
