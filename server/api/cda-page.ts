import { createHash } from 'node:crypto';
import { type CdaSummary, summariseCda } from '../dossier/cda';
import { decodeXml } from '../dossier/xml';
import { parseHl7Time } from '../hl7/time';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:48rem;padding:16px;color:#16202a;background:#fff}h1{font-size:1.5rem;line-height:1.25;margin:0 0 8px}h2{font-size:1.1rem;margin:20px 0 4px;border-top:1px solid #c4ccd4;padding-top:12px}h3{font-size:1rem;margin:14px 0 4px}p{margin:4px 0;overflow-wrap:anywhere}.text,pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:4px 0}dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:8px 0}dt{color:#44525f}dd{margin:0;overflow-wrap:anywhere}a{display:inline-flex;align-items:center;min-height:44px;color:#0b5394;font-weight:600}.note{border-left:3px solid #66737f;background:#eef1f4;padding:8px 16px;margin:12px 0}@media (prefers-color-scheme:dark){body{color:#e8edf2;background:#14191f}dt{color:#a9b6c2}h2{border-color:#3a4652}.note{background:#1f2730}a{color:#8fc1ff}}@media print{a{display:none}}`;

/** Everything is closed but this very style and the download of the original: what was attached is hostile input. */
export const CDA_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; sandbox allow-downloads`;

/**
 * Prints a clinical document as a page of plain text: who wrote it, when, what it says. Nothing of its markup survives; the original, byte for byte, hangs on
 * the page. One that cannot be read safely is shown as the text that it is, and the page says so.
 */
export function cdaPage(bytes: Buffer): string {
  const summary = summariseCda(bytes);
  const body = summary ? summaryHtml(summary) : sourceHtml(bytes);
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Document joint</title><style>${STYLE}</style></head><body>${body}<p><a download="document.xml" href="data:application/xml;base64,${bytes.toString('base64')}">Télécharger le document d’origine (XML)</a></p></body></html>`;
}

function summaryHtml({ title, authors, organization, patient, writtenAt, sections, hasAttachedBody }: CdaSummary): string {
  const facts = [
    ['Patient', patient],
    ['Auteur', authors.join(', ')],
    ['Organisme', organization],
    ['Écrit le', timeInWords(writtenAt)],
  ].filter(([, value]) => value !== '');
  return [
    `<h1>${escapeHtml(title || 'Document sans titre')}</h1>`,
    `<dl>${facts.map(([term = '', value = '']) => `<dt>${term}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`,
    '<p class="note">Texte du document tel que son auteur l’a écrit. Tableaux et images sont simplifiés : le document d’origine fait foi.</p>',
    ...sections.map(({ title: name, level, text }) => {
      const tag = level === 1 ? 'h2' : 'h3';
      return `${name === '' ? '' : `<${tag}>${escapeHtml(name)}</${tag}>`}<p class="text">${escapeHtml(text)}</p>`;
    }),
    hasAttachedBody ? '<p class="note">Le corps de ce document est un fichier joint : téléchargez le document d’origine pour le lire.</p>' : '',
  ].join('');
}

function sourceHtml(bytes: Buffer): string {
  return `<h1>Document joint</h1><p class="note">Ce document n’a pas pu être mis en forme sans risque : voici son texte, tel qu’il est venu.</p><pre>${escapeHtml(decodeXml(bytes) ?? bytes.toString('latin1'))}</pre>`;
}

/** At the precision that was written, by the clock of the document; what is no time stays as written. */
function timeInWords(text: string): string {
  if (!parseHl7Time(text, 'Europe/Paris').ok) return text;
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?/.exec(text) ?? [];
  const date = [day, month, year].filter((part) => part !== undefined).join('/');
  return hour === undefined ? date : `${date} à ${hour}${minute === undefined ? ' h' : `:${minute}`}`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
