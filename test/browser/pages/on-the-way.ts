import type { RouteEntry } from '../../../src/http/policy.ts';

/** Pages that stand in the midst of something, and the walk on which they are looked at; each walk proves that it comes by. */
const pages = {
  'the main job': [
    '/register/code',
    '/register/name',
    '/register/access',
    '/register/agreement',
    '/register/consent',
    '/register/email/:token',
    '/login/code',
    '/confirmation/consent',
    '/applications/drafts/:id/signing',
    '/staff/confirmations/:number',
  ],
  'the settings': [
    '/settings/security/app',
    '/settings/security/app/removal',
    '/settings/security/email',
    '/login/held/:id',
    '/login/password',
  ],
} as const;

/** Files that are handed out on the way; tests of their features ask for them. */
const files = [
  '/messages/:id/files/:fileId',
  '/applications/drafts/:id/files/:fileId',
  '/applications/drafts/:id/signing/paper',
  '/confirmation/files/:fileId',
  '/staff/confirmations/:number/files/:fileId',
];

export const onTheWay: ReadonlySet<string> = new Set([...Object.values(pages).flat(), ...files]);

/** Whoever reloads after a form has been refused stands at the form's address and is led back to the page. */
export function leadsBack({ handlerName }: RouteEntry): boolean {
  return handlerName === 'leadBack';
}

/** Those of a walk's pages that it did not come by. */
export function missed(walk: keyof typeof pages, places: ReadonlySet<string>): string[] {
  const seen = [...places].map((place) => place.split(/[ ,]/)[0] ?? '');
  return pages[walk].filter((path) => {
    const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`, 'u');
    return !seen.some((place) => pattern.test(place));
  });
}
