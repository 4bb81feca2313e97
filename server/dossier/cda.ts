import type { ConfidentialityFlag, SaidFlags } from './confidentiality';
import { parseXml, type XmlElement } from './xml';

/** What a clinical document says, as plain text for a person. */
export interface CdaSummary {
  title: string;
  /** HL7 time as written. */
  writtenAt: string;
  authors: string[];
  organization: string;
  /** The name of the person whom it is about, as the document has it: a reader must see that it is another one. */
  patient: string;
  sections: { title: string; level: number; text: string }[];
  /** Its body is a file of another kind and not text. */
  hasAttachedBody: boolean;
}

/** Null for what is no clinical document, or one that cannot be read safely. */
export function summariseCda(bytes: Uint8Array): CdaSummary | null {
  const document = parseXml(bytes);
  if (document?.name !== 'ClinicalDocument') return null;
  const authors = all(document, 'author').map(authorOf);
  return {
    title: textOf(first(document, 'title')) || (first(document, 'code')?.attributes.displayName ?? ''),
    writtenAt: first(document, 'effectiveTime')?.attributes.value ?? '',
    authors: [...new Set(authors.filter((name) => name !== ''))],
    organization: textOf(path(document, 'custodian', 'assignedCustodian', 'representedCustodianOrganization', 'name')),
    patient: personName(path(document, 'recordTarget', 'patientRole', 'patient', 'name')),
    sections: sectionsOf(path(document, 'component', 'structuredBody'), 1),
    hasAttachedBody: path(document, 'component', 'nonXMLBody') !== undefined,
  };
}

const FLAGS: Readonly<Record<string, ConfidentialityFlag>> = {
  MASQUE_PS: 'MASQUE_PS',
  INVISIBLE_PATIENT: 'INVISIBLE_PATIENT',
  INVISIBLE_REP_LEGAUX: 'INVISIBLE_REP_LEGAUX',
  INVISIBLE_REPRESENTANTS_LEGAUX: 'INVISIBLE_REP_LEGAUX',
};

/**
 * From whom a clinical document says that it must be hidden, by the codes of the French guide in its head. It can only restrict: a document that says
 * nothing lifts nothing.
 * @see CI-SIS « Structuration minimale de documents de santé », confidentialityCode (codeSystem 1.2.250.1.213.1.1.4.13)
 */
export function flagsOfCda(bytes: Uint8Array): SaidFlags {
  const document = parseXml(bytes);
  const said: SaidFlags = {};
  if (document?.name !== 'ClinicalDocument') return said;
  for (const { attributes } of all(document, 'confidentialityCode')) {
    const flag = FLAGS[(attributes.code ?? '').trim().toUpperCase()];
    if (flag) said[flag] = true;
  }
  return said;
}

const all = (element: XmlElement | undefined, name: string): XmlElement[] =>
  (element?.children ?? []).filter((child): child is XmlElement => typeof child !== 'string' && child.name === name);
const first = (element: XmlElement | undefined, name: string): XmlElement | undefined => all(element, name)[0];
const path = (element: XmlElement | undefined, ...names: string[]): XmlElement | undefined => names.reduce(first, element);

function authorOf(author: XmlElement): string {
  const assigned = first(author, 'assignedAuthor');
  return personName(path(assigned, 'assignedPerson', 'name')) || textOf(path(assigned, 'representedOrganization', 'name'));
}

function personName(name: XmlElement | undefined): string {
  const parts = ['prefix', 'given', 'family', 'suffix'].flatMap((part) => all(name, part).map(textOf)).filter((part) => part !== '');
  return parts.length > 0 ? parts.join(' ') : textOf(name);
}

function sectionsOf(parent: XmlElement | undefined, level: number): CdaSummary['sections'] {
  return all(parent, 'component').flatMap((component) => {
    const section = first(component, 'section');
    if (!section) return [];
    const own = { title: textOf(first(section, 'title')), level, text: narrativeOf(first(section, 'text')) };
    return [...(own.title === '' && own.text === '' ? [] : [own]), ...sectionsOf(section, level + 1)];
  });
}

/** Elements of the narrative that begin a line of their own. */
const LINES = new Set(['paragraph', 'item', 'tr', 'caption', 'list', 'table', 'thead', 'tbody', 'br']);

function narrativeOf(element: XmlElement | undefined): string {
  if (!element) return '';
  return inline(element)
    .split('\n')
    .map((line) =>
      line
        .replace(/[ \t]+/g, ' ')
        .replace(/^ ?· | ·\s*$/g, '')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n');
}

function inline(element: XmlElement): string {
  const text = element.children
    .map((child) => {
      if (typeof child === 'string') return child.replace(/\s+/g, ' ');
      if (child.name === 'td' || child.name === 'th') return ` · ${inline(child).replace(/\n/g, ' ')}`;
      return child.name === 'item' ? `\n– ${inline(child).trim()}\n` : inline(child);
    })
    .join('');
  return LINES.has(element.name) ? `\n${text}\n` : text;
}

const textOf = (element: XmlElement | undefined): string => (element ? inline(element).replace(/\s+/g, ' ').trim() : '');
