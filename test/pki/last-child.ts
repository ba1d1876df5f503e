/** The last element inside an element of definite length. */
export function lastChild(element: Buffer): Buffer {
  let at = headerLength(element);
  let last = element.subarray(at);
  while (at < element.length) {
    const rest = element.subarray(at);
    const length = headerLength(rest) + contentLength(rest);
    last = rest.subarray(0, length);
    at += length;
  }
  return last;
}

function headerLength(element: Buffer): number {
  const first = element.readUInt8(1);
  return first < 0x80 ? 2 : 2 + (first & 0x7f);
}

function contentLength(element: Buffer): number {
  const first = element.readUInt8(1);
  return first < 0x80 ? first : element.readUIntBE(2, first & 0x7f);
}
