export interface Part {
  /** Where it begins in the text. */
  at: number;
  text: string;
  /** The path of this site that a link leads to; null for plain text and for addresses elsewhere. */
  link: string | null;
}

/** Cuts a message at its links to a patient's door; whatever else looks like an address stays text. */
export function partsOf(body: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const found of body.matchAll(/https?:\/\/[^\s/]+(\/n\/[A-Za-z0-9_-]{43})(?![\w-])/g)) {
    if (found.index > end) parts.push({ at: end, text: body.slice(end, found.index), link: null });
    parts.push({ at: found.index, text: found[0], link: found[1] ?? null });
    end = found.index + found[0].length;
  }
  if (end < body.length) parts.push({ at: end, text: body.slice(end), link: null });
  return parts;
}
