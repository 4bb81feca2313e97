import type { SentMessage } from './laboratory-sender';
import type { ReceivedMessage } from './lis-server';
import type { Simulator } from './simulator';

const shownRows = 60;

/** One page that says honestly what this program is, what it sent and what it received; every text is escaped. */
export function renderPage(simulator: Simulator): string {
  const { lis, sent } = simulator;
  const alarms = lis.received.filter((message) => message.isAlarming).length;
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="5">
<meta name="viewport" content="width=device-width">
<title>SIL simulé</title>
<style>${style}</style>
</head>
<body>
<h1>SIL simulé</h1>
<p>Ce programme joue les systèmes d’information de trois laboratoires fictifs (Valmont, Hauterive, Clairlieu). Aucune personne de cette page n’existe.</p>
<dl>
<dt>État</dt><dd>${lis.isAway ? '<strong>▲ absent : rien n’écoute, Relais doit attendre</strong>' : `à l’écoute sur le port ${lis.port}`}</dd>
<dt>Relais</dt><dd>${escape(simulator.settings.relais.host)}:${simulator.settings.relais.port}</dd>
<dt>Cadence</dt><dd>${simulator.rate === 0 ? 'sur commande seulement' : `${simulator.rate} × 500 dossiers par jour`}, graine « ${escape(simulator.settings.seed)} »</dd>
<dt>Refus simulés</dt><dd>${(lis.refusalRate * 100).toLocaleString('fr-FR')} %</dd>
<dt>En attente d’envoi</dt><dd>${simulator.waiting}</dd>
<dt>Alarmes</dt><dd>${alarms === 0 ? 'aucune' : `<strong>▲ ${alarms} : même numéro de message, autre contenu</strong>`}</dd>
</dl>
<h2>Reçu de Relais (${lis.received.length})</h2>
${table(['Heure', 'Nature', 'Dossier', 'Qui', 'Quand (message)', 'Résultats et statuts', 'Réponse'], lis.received.slice(-shownRows).reverse().map(receivedRow), 'Relais n’a encore rien envoyé.')}
<h2>Envoyé à Relais (${sent.length})</h2>
${table(['Heure', 'Laboratoire', 'Dossier', 'Message', 'Essais', 'Réponse'], sent.slice(-shownRows).reverse().map(sentRow), 'Rien n’a encore été envoyé.')}
</body>
</html>
`;
}

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem;max-width:90rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8886;overflow-wrap:anywhere}td:nth-child(-n+5){overflow-wrap:normal}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dt{font-weight:600}dd{margin:0}code{font-family:ui-monospace,monospace}`;

const kindText = { decision: 'Décision', availability: 'Mise à disposition', reading: 'Lecture', request: 'Demande', other: 'Autre' } as const;
const receptionText = {
  AA: 'AA, enregistré',
  AE: '▲ AE, refusé',
  AR: '▲ AR, à renvoyer',
  'hung up': '▲ raccroché sans répondre',
  repeated: 'AA, déjà reçu',
} as const;

function receivedRow({ at, controlId, reception, summary, isAlarming }: ReceivedMessage): string[] {
  const results = summary?.observations.map(({ label, code, value, status }) => `${label || code} : ${value}${status === '' ? '' : ` [${status}]`}`) ?? [];
  return [
    clock(at),
    `${summary ? kindText[summary.kind] : '▲ Illisible'}<br><code>${escape(controlId)}</code>${isAlarming ? '<br><strong>▲ autre contenu</strong>' : ''}`,
    escape(summary?.accessionNumber ?? ''),
    escape(summary?.who ?? ''),
    escape(summary?.when ?? ''),
    [...results, ...(summary?.notes ?? [])].map((line) => escape(line.slice(0, 200))).join('<br>'),
    receptionText[reception],
  ];
}

function sentRow({ queuedAt, lane, accessionNumber, controlId, attempts, state, answer, answerText }: SentMessage): string[] {
  const outcome = state === 'waiting' ? 'en attente' : state === 'accepted' ? 'accepté' : '▲ refusé';
  return [
    clock(queuedAt),
    escape(lane),
    escape(accessionNumber),
    `<code>${escape(controlId)}</code>`,
    String(attempts),
    [outcome, answer, answerText]
      .filter((text) => text !== '')
      .map(escape)
      .join(' · '),
  ];
}

function table(headings: readonly string[], rows: readonly string[][], emptyText: string): string {
  if (rows.length === 0) return `<p>${emptyText}</p>`;
  const head = headings.map((heading) => `<th scope="col">${heading}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function clock(at: Date): string {
  return at.toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris' });
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
