import { readFileSync } from 'node:fs';

/** What an integrator reads. */
export const INTERFACES = readFileSync('docs/interfaces.md', 'utf8');

/** `in`: a message or batch for Relais; `answer`: what Relais answers to it; `out`: what Relais sends; `reply`: what an LIS answers to that. */
export type ExampleKind = 'in' | 'answer' | 'out' | 'reply';

/** One ```hl7 block of the document, without its annotations. */
export interface Example {
  kind: ExampleKind | 'unmarked';
  /** The words after the kind: which answer, which message, which mode. */
  words: string[];
  /** Segments end with CR, as on the line. */
  text: string;
  controlIds: string[];
  /** The sentence right below that begins with « Answer: », `''` when there is none. */
  verdict: string;
  /** Blocks of JSON between it and the next example: what `explain` says of it, and by which profile. */
  understood: unknown;
  profile: string | null;
}

const BLOCK = /^```([^\n]*)\n([\s\S]*?)\n```$/gm;

/** Every example of the document in its order, so that the tests can play the page through. */
export function examplesOf(document: string): Example[] {
  const blocks = [...document.matchAll(BLOCK)].map((match) => ({ info: match[1] ?? '', body: match[2] ?? '', end: match.index + match[0].length }));
  const examples: Example[] = [];
  for (const { info, body, end } of blocks) {
    const [language = '', kind = '', ...words] = info.trim().split(/\s+/);
    const last = examples.at(-1);
    if (language === 'json' && kind === 'profile' && last) last.profile = body;
    else if (language === 'json' && last) last.understood = JSON.parse(body);
    else if (/^MSH[|]/m.test(body))
      examples.push({ ...readBlock(body), kind: kindOf(language, kind), words, verdict: verdictAfter(document, end), understood: null, profile: null });
  }
  return examples;
}

export const EXAMPLES = examplesOf(INTERFACES);

/** The first cells of every table row between two headings, so that a test can compare a table with the code. */
export function firstCells(document: string, from: string, to: string): string[] {
  const section = document.slice(document.indexOf(`\n${from}`), document.indexOf(`\n${to}`));
  return [...section.matchAll(/^\| ([^|]+) \|/gm)].map((match) => match[1] ?? '');
}

function kindOf(language: string, kind: string): Example['kind'] {
  return language === 'hl7' && (kind === 'in' || kind === 'answer' || kind === 'out' || kind === 'reply') ? kind : 'unmarked';
}

function readBlock(body: string): Pick<Example, 'text' | 'controlIds'> {
  const segments = body.split('\n').filter((line) => !/^\s*#/.test(line));
  return {
    text: segments.map((line) => `${line}\r`).join(''),
    controlIds: segments.filter((line) => line.startsWith('MSH|')).map((line) => line.split('|')[9] ?? ''),
  };
}

function verdictAfter(document: string, end: number): string {
  return /^\s*Answer: ([^\n]*)/.exec(document.slice(end))?.[1] ?? '';
}
