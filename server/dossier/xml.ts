/** An element with its attributes and children; prefixes of namespaces are dropped, case is kept. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

const DEEPEST = 200;
const MOST_NODES = 200_000;
const PREDEFINED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** A declaration (`<!DOCTYPE`, `<!ENTITY`) is none of these: it ends the reading. */
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s<>=/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Reads a document that somebody else wrote, or answers null: any document type declaration (and with it every entity of the sender's own, external or not),
 * anything ill-formed, too deep or too large is refused whole. Nothing is ever fetched or expanded but the five entities of XML and numbers of characters.
 * @see XML 1.0 chapters 2.4, 4.6; OWASP XXE prevention
 */
export function parseXml(bytes: Uint8Array): XmlElement | null {
  const text = decodeXml(bytes);
  if (text === null) return null;
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  let [at, nodes] = [0, 0];
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    const parent = open.at(-1);
    if (!token || !parent || (nodes += 1) > MOST_NODES || open.length > DEEPEST) return null;
    at = TOKEN.lastIndex;
    const [whole, closed, opened, attributes = '', isEmpty] = token;
    if (closed !== undefined) {
      if (open.length === 1 || parent.name !== localName(closed)) return null;
      open.pop();
    } else if (opened !== undefined) {
      const element: XmlElement = { name: localName(opened), attributes: {}, children: [] };
      for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
        const value = unescapeXml(double ?? single ?? '');
        if (value === null) return null;
        element.attributes[localName(name)] = value;
      }
      parent.children.push(element);
      if (isEmpty !== '/') open.push(element);
    } else {
      const value = textOfToken(whole);
      if (value === null || (open.length === 1 && value.trim() !== '')) return null;
      if (value !== '') parent.children.push(value);
    }
  }
  const elements = root.children.filter((child) => typeof child !== 'string');
  return open.length === 1 && elements.length === 1 ? (elements[0] ?? null) : null;
}

/** The text of a document in the character set that it declares; null for one that is not read. */
export function decodeXml(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  const label = ['utf-8', 'utf8', 'us-ascii', 'iso-8859-1', 'iso-8859-15', 'windows-1252'].includes(declared) ? declared : null;
  if (label === null) return null;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes).trim();
  } catch {
    return null;
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function textOfToken(token: string): string | null {
  if (token.startsWith('<![CDATA[')) return token.slice(9, -3);
  return token.startsWith('<') ? '' : unescapeXml(token);
}

function unescapeXml(text: string): string | null {
  let isSound = true;
  const plain = text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]*));|&/g, (_whole, decimal, hexadecimal, name) => {
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    const known =
      name === undefined ? (code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined) : PREDEFINED[name];
    if (known === undefined) isSound = false;
    return known ?? '';
  });
  return isSound ? plain : null;
}
