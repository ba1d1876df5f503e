/** A hostile file is stopped here, long before it troubles the server or the reader's machine. */
export const LIMITS = {
  /** Longest side and area of a picture, from its header: 100 Mpx is 400 MB once decoded. */
  side: 30_000,
  pixels: 100_000_000,
  /** Pictures inside a PDF may be one bit deep, so a large drawing is allowed more. */
  pixelsInPdf: 250_000_000,
  pages: 2000,
  streams: 100_000,
  /** Characters of objects that stand inside other objects and are read again; writers make none. */
  nestedObjects: 1_000_000,
  /** Unpacked bytes of one PDF stream (an A4 page in colour at 600 dpi takes 104 MB) and of a whole PDF. */
  unpackedStream: 160_000_000,
  unpackedTotal: 500_000_000,
  /** An object stream holds dictionaries, never pictures. */
  unpackedObjects: 50_000_000,
  /** Passes of a progressive JPEG: each one is drawn over the whole picture. */
  scans: 100,
  /** Of the inspecting thread. */
  milliseconds: 10_000,
  heapMegabytes: 192,
} as const;
