import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestPortal, type TestPortal } from '../main/testing-portal';
import { assert } from '../platform/assert';
import { flat, pageTexts } from '../report/pdf/testing';
import type { ReportContent } from '../report/types';
import { readCard } from '../validation/read-card';
import { viewMyReport, viewReport } from './view-report';

/** From the message to the card, the signature, the report, its PDF and the pages of its readers: the same everywhere. */
let portal: TestPortal;
beforeAll(async () => {
  portal = await openTestPortal();
});
afterAll(() => portal.end());

let written = 0;
const PID = 'PID|1||0004711^^^CH-VALMONT&880000123&FINEJ^PI||PAT-TROIS^DOMINIQUE^^^^^L||19790328|F||||||||||||||||||||||||VALI';

async function receive(accession: string, ...lines: string[]): Promise<string> {
  const sentAt = portal.clock.now().toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  const msh = `MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS|${sentAt}+0000||ORU^R01^ORU_R01|WAY${(written += 1)}|P|2.5|||AL|NE|FRA|UNICODE UTF-8`;
  await portal.receive(Buffer.from([msh, PID, 'PV1|1|I|URG^BOX4^1', ...lines].join('\r')));
  return portal.dossierId(accession);
}

async function released(dossierId: string): Promise<{ reportId: string; content: ReportContent; pdf: string }> {
  await portal.validate(portal.biologist, dossierId);
  const [row] = await portal.rowsOf<{ id: string; content: ReportContent; pdf: Buffer }>(
    sql`select id, content, pdf from report where dossier_id = ${dossierId} order by version desc limit 1`,
  );
  assert(row, 'a report was released');
  return { reportId: row.id, content: row.content, pdf: flat(pageTexts(row.pdf).join(' ')) };
}

const order = (accession: string, number: string, request: string, rest = '') =>
  [
    `ORC|RE|P${number}^DPI||${accession}^SIL||||||||10001234567^MARCHAL^Élise^^^^^^ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO^D^^^RPPS`,
    `OBR|1|P${number}^DPI|${accession}-${number}^SIL|${request}|||20261120093000+0100|||||||||||||||||MB|P${rest}`,
  ] as const;

const cellsOf = (
  table:
    | {
        organisms: readonly { name: string }[];
        rows: readonly { antibiotic: string; cells: readonly ({ category: string | null; mic: string | null } | null)[] }[];
      }
    | null
    | undefined,
) =>
  table && {
    organisms: table.organisms.map(({ name }) => name),
    rows: table.rows.map(({ antibiotic, cells }) => [antibiotic, ...cells.map((cell) => (cell ? `${cell.category ?? '–'} ${cell.mic ?? ''}`.trim() : ''))]),
  };

describe.each([
  [
    'parent and child',
    '26112410001',
    (accession: string) => [
      ...order(accession, 'BACT', 'ECBU^ECBU^LOCAL'),
      'OBX|1|CWE|630-4^Identification^LN^IDENT^Identification^LOCAL|1|112283007^Escherichia coli^SCT||||||R|||20261121015500+0100',
      ...order(
        accession,
        'ATB1',
        'ATB^Antibiogramme^LOCAL',
        `|630-4&Identification&LN&IDENT&Identification&LOCAL^1^Escherichia coli|||PBACT&DPI^${accession}-BACT&SIL`,
      ),
      'OBX|1|SN|18862-3^Amoxicilline^LN^AMX^Amoxicilline^LOCAL||>^8|mg/L||R|||R|||20261121015500+0100',
      'OBX|2|SN|18886-2^Céfotaxime^LN^CTX^Céfotaxime^LOCAL||<=^1|mg/L||S|||R|||20261121015500+0100',
    ],
    {
      organisms: ['Escherichia coli'],
      rows: [
        ['Amoxicilline', 'R >8 mg/L'],
        ['Céfotaxime', 'S <=1 mg/L'],
      ],
    },
    ['Escherichia coli', 'Amoxicilline', 'R'],
  ],
  [
    'flat',
    '26112410002',
    (accession: string) => [
      ...order(accession, 'BACT', 'HEMOC^Hémoculture^LOCAL'),
      'OBX|1|CWE|600-7^Identification^LN^IDENT^Identification^LOCAL|1|112283007^Escherichia coli^SCT||||||P|||20261121015500+0100',
      'OBX|2|NM|18886-2^Céfotaxime^LN^CTX^Céfotaxime^LOCAL|1|0.5|mg/L||S|||P|||20261121015500+0100',
      'OBX|3|ST|18862-3^Amoxicilline^LN^AMX^Amoxicilline^LOCAL|1|R^Résistant||||||P|||20261121015500+0100',
      'OBX|4|CWE|600-7^Identification^LN^IDENT^Identification^LOCAL|2|3092008^Staphylococcus aureus^SCT||||||P|||20261121015500+0100',
      'OBX|5|ST|18961-3^Oxacilline^LN^OXA^Oxacilline^LOCAL|2|S||||||P|||20261121015500+0100',
    ],
    {
      organisms: ['Escherichia coli', 'Staphylococcus aureus'],
      rows: [
        ['Céfotaxime', 'S 0,5 mg/L', ''],
        ['Amoxicilline', 'R', ''],
        ['Oxacilline', '', 'S'],
      ],
    },
    ['Escherichia coli', 'Staphylococcus aureus', 'Oxacilline', 'Céfotaxime'],
  ],
])('an antibiogram sent as %s', (_what, accession, lines, table, printed) => {
  test('is the same table on the card, in what was signed, on the report, on its PDF and on the pages of its readers', async () => {
    const dossierId = await receive(accession, ...lines(accession));
    const card = await readCard(portal.as(portal.biologist), { dossierId });
    assert(card.ok, 'the card opens');
    const shown = card.value.panels.flatMap(({ antibiogram }) => antibiogram ?? []);
    expect(shown.map(cellsOf)).toEqual([table]);

    const { reportId, content, pdf } = await released(dossierId);
    const tables = content.chapters.flatMap(({ panels }) => panels.flatMap(({ antibiogram }) => antibiogram ?? []));
    expect(tables).toEqual(shown);
    for (const word of printed) expect(pdf).toContain(word);

    const read = await viewReport(portal.as(await portal.prescriber()), { reportId });
    assert(read.ok, 'the prescriber opens it');
    expect(read.value.content.chapters.flatMap(({ panels }) => panels.flatMap(({ antibiogram }) => antibiogram ?? []))).toEqual(tables);
    const mine = await viewMyReport(portal.asPatient(await portal.patient(reportId)), { reportId });
    assert(mine.ok, 'the patient opens it');
    expect(mine.value.panels.flatMap(({ antibiogram }) => antibiogram ?? [])).toEqual(tables);
  });
});

describe('an instant is shown as precisely as it was sent, and no more', () => {
  const line = (observed: string) => `OBX|1|NM|2823-3^Potassium^LN^K^Potassium^LOCAL||4.1|mmol/L|3.5 - 5.1|N|||R|||${observed}`;
  test.each([
    ['the day', '20261121', '2026-11-21', '21/11/2026'],
    ['the leap day', '20240229', '2024-02-29', '29/02/2024'],
    ['the month', '202611', '2026-11', '11/2026'],
    ['the hour', '2026112103', '2026-11-21T03', '21/11/2026 à 03 h'],
    ['the minute, in the first of two hours of one name', '202610250230', '2026-10-25T02:30+02:00', '25/10/2026 à 02:30'],
    ['the minute, in the second of them', '202610250230+0100', '2026-10-25T02:30+01:00', '25/10/2026 à 02:30'],
    ['the minute, in the hour that did not exist', '202603290230', '2026-03-29T03:30+02:00', '29/03/2026 à 03:30'],
    ['the second', '20261121031412', '2026-11-21T03:14:12+01:00', '21/11/2026 à 03:14'],
  ])('%s', async (_what, sent, iso, printed) => {
    const accession = `2611242${String(written).padStart(4, '0')}`;
    const dossierId = await receive(
      accession,
      `ORC|RE|P1||${accession}||||||||||`,
      `OBR|1|P1|${accession}-1|IONO^Ionogramme sanguin^LOCAL||${sent}|${sent}|||||||${sent}|||||||||||||S^^^^^S`,
      line(sent),
    );
    const isCoarse = iso.length < 16;
    const card = await readCard(portal.as(portal.biologist), { dossierId });
    assert(card.ok, 'the card opens');
    expect(card.value.collection).toMatchObject({ collectedOn: isCoarse ? iso : null, receivedOn: isCoarse ? iso : null });
    expect(card.value.request.requestedOn).toBe(isCoarse ? iso : null);
    const [entry] = await portal.rowsOf<{ collected_at: string | null; deadline_at: string | null }>(
      sql`select collected_at, deadline_at from worklist_entry where dossier_id = ${dossierId}`,
    );
    // No delay runs from an hour that nobody wrote.
    expect([entry?.collected_at === null, entry?.deadline_at === null && isCoarse]).toEqual([isCoarse, isCoarse]);
    const [kept] = await portal.rowsOf(sql`select collected_text, received_text, requested_text from dossier where id = ${dossierId}`);
    expect(kept).toEqual({ collected_text: sent, received_text: sent, requested_text: sent });

    const { reportId, content, pdf } = await released(dossierId);
    expect([content.collection.collectedAt, content.collection.receivedAt, content.request.requestedAt]).toEqual([iso, iso, iso]);
    expect(pdf).toContain(printed);
    expect(pdf).not.toContain('00:00');
    const mine = await viewMyReport(portal.asPatient(await portal.patient(reportId)), { reportId });
    expect(mine).toMatchObject({ ok: true, value: { collectedAt: iso } });
  });
});
