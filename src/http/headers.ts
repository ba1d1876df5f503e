import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

export type HeaderOptions = Readonly<{
  /** Served over TLS: HSTS is promised then, and only then. */
  secure: boolean;
  /** Origins of other sites to which a form may lead, such as a login provider's. */
  formTargets?: readonly string[];
}>;

/**
 * Security headers of every answer. Scripts, styles and pictures come from our own origin as files; nothing inline.
 * They are the same each time, so helmet works them out once. What is private must not stay in any cache: `no-store`
 * stands unless the answer says otherwise.
 */
export function securityHeaders(options: HeaderOptions): RequestHandler {
  const headers = Object.entries({
    ...headersOfHelmet(options),
    'permissions-policy': unusedFeatures,
    'cache-control': 'no-store',
  });
  return function setSecurityHeaders(_req, res, next) {
    for (const [name, value] of headers) res.setHeader(name, value);
    next();
  };
}

function headersOfHelmet({ secure, formTargets = [] }: HeaderOptions): Record<string, string> {
  const own = ["'self'"];
  const apply = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: own,
        styleSrc: own,
        imgSrc: own,
        connectSrc: own,
        manifestSrc: own,
        formAction: [...own, ...formTargets],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    // `no-referrer` would make browsers send `Origin: null` with forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  const req = new IncomingMessage(new Socket());
  const res = new ServerResponse(req);
  apply(req, res, (error?: unknown) => {
    if (error !== undefined) throw error;
  });
  return Object.fromEntries(Object.entries(res.getHeaders()).map(([name, value]) => [name, String(value)]));
}

const unusedFeatures = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((name) => `${name}=()`)
  .join(', ');
