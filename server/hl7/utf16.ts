/** Two bytes a character: by its mark, or by the first letter of MSH beside a NUL. Nothing that Relais reads starts so. */
export const isUtf16 = (bytes: Buffer): boolean => orderOf(bytes) !== null;

/** The text, only to find what its sender waits for: a frame of MLLP may end in the middle of a character. */
export function utf16Text(bytes: Buffer): string {
  const order = orderOf(bytes);
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return (order === 'big' ? Buffer.from(even).swap16() : even).toString('utf16le').replace(/^\uFEFF/, '');
}

function orderOf(bytes: Buffer): 'little' | 'big' | null {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x4d && second === 0)) return 'little';
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x4d) ? 'big' : null;
}
