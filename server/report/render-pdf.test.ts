import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flat, pageCount, pageTexts, qpdf } from './pdf/testing';
import { renderReportPdf } from './render-pdf';
import { amend, panelOf, sampleContent, smallSampleContent } from './sample-content';
import { microbiologySampleContent } from './sample-microbiology';
import { type ReportContent, reportContentSchema } from './types';

const textOf = async (content: ReportContent) => flat(pageTexts(await renderReportPdf(content)).join(' '));
const rawTextOf = async (content: ReportContent) => flat(pageTexts(await renderReportPdf(content), 'raw').join(' '));
const samples = { rich: sampleContent, small: smallSampleContent, microbiology: microbiologySampleContent };

describe('the mandatory mentions', () => {
  it.each([
    ['name of the laboratory', 'Laboratoire de biologie médicale de Valmont'],
    ['legal form', 'Laboratoire du Centre hospitalier de Valmont'],
    ['address', '4 rue des Tilleuls, 99100 Valmont'],
    ['phone', '03 53 01 22 00'],
    ['responsible biologists', 'Biologistes responsables : Hélène MARCHETTI, Paul GÉRARD'],
    ['accreditation number', 'Accréditation n° 8-0000'],
    ['usual name', 'EXEMPLE Monique'],
    ['birth name', 'nom de naissance TEST-CARLIER'],
    ['birth date and sex', 'née le 02/05/1948 (78 ans), féminin'],
    ['patient number and its authority', '3906128 (IPP, CH de Valmont)'],
    ['INS', 'INS 2 48 05 99 200 001 31'],
    ['encounter', '926014477'],
    ['prescriber', 'Dr Claire AUBIN (RPPS 99900001233)'],
    ['ward', 'Médecine interne 3B'],
    ['collector', 'par Luc PERRIN, infirmier'],
    ['instant of sampling', '24/11/2026 à 05:55'],
    ['instant of reception', '24/11/2026 à 06:14'],
    ['specimen', 'sang total EDTA (261124001633)'],
    ['condition of a specimen', 'hémolysé'],
    ['order', 'n° PRE-2026-118842'],
    ['clinical information', 'Insuffisance cardiaque'],
    ['instant of issue', 'Édité le 24/11/2026 à 07:31'],
    ['method', 'Potentiométrie indirecte'],
    ['critical low', '▼▼ CRITIQUE'],
    ['critical high', '▲▲ CRITIQUE'],
    ['high', '↑ élevé'],
    ['low', '↓ bas'],
    ['inside the range', '– dans l’intervalle'],
    ['not evaluated', '○ non évalué'],
    ['change of a result', '◆ Changé en version 2, remplace 5,9.'],
    ['cancelled result', 'Non rendu'],
    ['no prior value', '1er dosage'],
    ['replaced version', '◆ Version 2 : annule et remplace la version 1 du 24/11/2026 à 06:48'],
    ['what changes', 'Troponine I : ajoutée, premier dosage.'],
    ['executing laboratory', '12 quai des Forges, 99200 Hauterive'],
    ['its phone', '03 53 01 31 00'],
    ['what it did', 'A réalisé : Zinc, INR'],
    ['conclusion', 'Évolution favorable du syndrome inflammatoire'],
    ['first validation', 'Validé biologiquement par Paul GÉRARD (RPPS 99900000532) le 24/11/2026 à 06:39'],
    ['second validation', 'Validé biologiquement par Hélène MARCHETTI (RPPS 99900000417) le 24/11/2026 à 07:29'],
    ['end', 'Fin du compte rendu'],
    ['identity of the report', '0194f3c2-7d11-7a40-9c55-2f7d6c1e8b02'],
  ])('%s', async (_, expected) => {
    expect(`${await rawTextOf(sampleContent)} ${await textOf(sampleContent)}`).toContain(expected);
  });

  it.each(Object.entries(samples))('stand on every page of the %s report, with its number', async (_, content) => {
    const pdf = await renderReportPdf(content);
    const pages = pageTexts(pdf).map(flat);
    expect(pages.length).toBe(pageCount(pdf));
    const [year, month, day] = content.patient.birthDate?.split('-') ?? [];
    pages.forEach((page, index) => {
      expect(page).toContain(content.laboratory.name);
      expect(page).toContain(content.patient.firstGivenName);
      expect(page).toContain(`le ${day}/${month}/${year}`);
      expect(page).toContain(`identifiant ${content.patient.identifier}`);
      expect(page).toContain(`dossier ${content.accessionNumber}, version ${content.version}`);
      expect(page).toMatch(/prélevé le \d\d\/11\/2026 à \d\d:\d\d, édité le 24\/11\/2026 à \d\d:\d\d/);
      expect(page).toContain(`Page ${index + 1}/${pages.length}`);
    });
  });

  it('fit one page for a small report and four for a large bacteriology', async () => {
    expect(pageCount(await renderReportPdf(smallSampleContent))).toBe(1);
    expect(pageCount(await renderReportPdf(microbiologySampleContent))).toBe(4);
  });
});

describe('the standing of the report', () => {
  it('says that results are partial and what is awaited', async () => {
    const text = await textOf(microbiologySampleContent);
    expect(text).toContain('Résultats partiels');
    expect(text).toContain('Recherche de Legionella, culture');
    expect(text).toContain('complète le compte rendu partiel, la version 1 du 23/11/2026 à 17:02');
  });

  it('speaks of one partial result in the singular', async () => {
    const chapters = [{ title: 'Biochimie', panels: [panelOf('Ions', null, [['Sodium', '137', 'mmol/L', '', 'normal']])] }];
    expect(await textOf({ ...smallSampleContent, kind: 'partial', chapters, awaited: ['Zinc'] })).toContain('Résultat partiel');
  });

  it('warns of an identity that is not guaranteed, and only then', async () => {
    expect(await textOf(microbiologySampleContent)).toContain('Identité non garantie');
    expect(await textOf(sampleContent)).not.toContain('Identité non garantie');
  });

  it('marks every page of a test, and nothing else', async () => {
    for (const page of pageTexts(await renderReportPdf({ ...sampleContent, isTest: true }))) expect(page).toContain('ESSAI – ne pas utiliser');
    expect(await textOf(sampleContent)).not.toContain('ESSAI – ne pas utiliser');
  });

  it('never claims a validation that has not taken place', async () => {
    const text = await textOf({ ...smallSampleContent, validations: [] });
    expect(text).toContain('Transmis avant validation biologique');
    expect(text).not.toContain('Validé biologiquement');
  });

  it('prints what was sent when it is no date, and says when nothing was', async () => {
    const patient = { ...sampleContent.patient, birthDate: null, birthDateText: '19481302' };
    expect(await textOf({ ...sampleContent, patient })).toContain('19481302 (date non reconnue)');
    expect(await textOf({ ...sampleContent, patient: { ...patient, birthDateText: '' } })).toContain('date de naissance non transmise');
    const collection = { ...sampleContent.collection, collectedAt: null };
    expect(await textOf({ ...sampleContent, collection })).toContain('prélevé le date non transmise');
  });

  it('prints neither value nor flag of a cancelled result', async () => {
    const panel = panelOf('Ions', null, [['Sodium', '137', 'mmol/L', '136 – 145', 'high']]);
    amend(panel, 'Sodium', { cancelled: 'Annulé' });
    const text = await textOf({ ...smallSampleContent, chapters: [{ title: 'Biochimie', panels: [panel] }] });
    expect(text).toContain('Annulé');
    expect(text).not.toMatch(/\b137\b|↑/);
  });
});

describe('the file', () => {
  it.each(Object.entries({ ...samples, test: { ...sampleContent, isTest: true } }))('of the %s report is sound for qpdf', async (_, content) => {
    const report = qpdf(await renderReportPdf(content), '--check');
    expect(report).toContain('No syntax or stream encoding errors found');
    expect(report).not.toMatch(/warning/i);
  });

  it.each(Object.entries(samples))('of the %s report carries no script, action, link, form or attachment', async (_, content) => {
    const pdf = await renderReportPdf(content);
    const opened = qpdf(pdf, '--json', '--json-key=qpdf');
    expect(opened).toContain('/ToUnicode');
    for (const name of ['JS', 'JavaScript', 'AA', 'OpenAction', 'Launch', 'URI', 'Annots', 'AcroForm', 'EmbeddedFile', 'ObjStm']) {
      expect(opened).not.toContain(`"/${name}"`);
    }
  });

  it('is the same, byte for byte, for the same content', async () => {
    const [first, second] = [await renderReportPdf(sampleContent), await renderReportPdf(structuredClone(sampleContent))];
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('does not name the patient in its title', async () => {
    expect(qpdf(await renderReportPdf(sampleContent), '--json', '--json-key=qpdf')).not.toMatch(/"\/Title": "[^"]*EXEMPLE/);
  });
});

describe('any content', () => {
  const letters = fc.constantFrom(...'abcdeéèçhiknorstuœαµ');
  // From two letters on: pdftotext reads a line of single letters ("a a") as one word set wide.
  const short = fc.string({ unit: letters, minLength: 2, maxLength: 6 });
  const word = fc.string({ unit: letters, minLength: 2, maxLength: 12 });
  const words = fc.array(word, { minLength: 1, maxLength: 8 }).map((list) => list.join(' '));
  const note = fc.array(word, { maxLength: 400 }).map((list) => list.join(' '));
  const amount = fc.tuple(fc.nat(9999), fc.nat(99)).map(([whole, part]) => `${whole},${part}`);
  const result = fc.record({
    observationId: fc.constant('observation'),
    label: words,
    method: fc.option(words),
    value: fc.oneof(
      words,
      amount,
      fc.array(words, { minLength: 2, maxLength: 12 }).map((lines) => lines.join('\n')),
    ),
    isNumeric: fc.boolean(),
    unit: fc.option(short).map((text) => text ?? ''),
    referenceRange: fc.oneof(
      fc.constant(''),
      short,
      fc.array(short, { minLength: 8, maxLength: 30 }).map((list) => list.join(' ')),
    ),
    flag: fc.constantFrom(
      'critical-high' as const,
      'critical-low' as const,
      'critical' as const,
      'high' as const,
      'abnormal' as const,
      'not-evaluated' as const,
    ),
    cancelled: fc.constant(null),
    prior: fc.option(fc.record({ value: fc.oneof(short, amount, words), on: fc.constant('2026-10-05') })),
    priorAbsence: fc.option(short),
    changed: fc.option(words),
    notes: fc.array(note, { maxLength: 2 }),
    performedBy: fc.option(words),
  });
  const panel = fc.record({ title: words, specimen: fc.option(words), results: fc.array(result, { maxLength: 30 }), notes: fc.array(note, { maxLength: 2 }) });
  const contents = fc
    .record({
      chapters: fc.array(fc.record({ title: words, panels: fc.array(panel, { maxLength: 2 }) }), { maxLength: 2 }),
      awaited: fc.array(words),
      dossierNotes: fc.array(note, { maxLength: 2 }),
      conclusion: fc.option(note),
    })
    .map((drawn): ReportContent => Object.assign(structuredClone(sampleContent), drawn));

  it('is printed whole: every word of every label, value and note can be read', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const printed = new Set((await textOf(content)).split(' '));
        expect(wordsOf(content).filter((each) => !printed.has(each))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('is printed as a sound file that ends, even when it is hostile', { timeout: 60_000 }, async () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (label, value, name) => {
        const chapters = [{ title: label, panels: [{ ...panelOf(name, label, [[label, value, name, label, 'high', value]]), notes: [value] }] }];
        const patient = { ...sampleContent.patient, usedName: name, birthDate: null, birthDateText: label };
        const content = reportContentSchema.parse({ ...sampleContent, accessionNumber: value, patient, chapters });
        const pdf = await renderReportPdf(content);
        expect(qpdf(pdf, '--check')).not.toMatch(/warning/i);
        expect(flat(pageTexts(pdf).join(' '))).toContain('Fin du compte rendu');
      }),
      { numRuns: 15 },
    );
  });

  it('of a word of any length is printed to its last letter', async () => {
    const long = Array.from({ length: 900 }, (_, index) => 'abcdefghij'[(index * 7 + (index >> 3)) % 10]).join('');
    const text = await rawTextOf({ ...smallSampleContent, conclusion: long });
    expect(text.replace(/ /g, '')).toContain(long);
  });

  it('with characters that no font has shows their numbers', async () => {
    const text = await textOf({ ...smallSampleContent, conclusion: 'a 中 b \u0007 c' });
    expect(text).toContain('a [U+4E2D] b [U+0007] c');
  });
});

describe('page breaks', () => {
  const rows = Array.from({ length: 60 }, (_, index) => [`Examen${index}.`, `${index},5`, 'mmol/L', '1 – 2', 'normal'] as const);

  it('repeat the headings of the table on each page', async () => {
    const content = { ...smallSampleContent, chapters: [{ title: 'Biochimie', panels: [panelOf('Ions', 'sérum', rows)] }] };
    const pages = pageTexts(await renderReportPdf(content));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages.filter((each) => each.includes('Examen'))) expect(page).toMatch(/Résultat\s+Référence\s+Antérieur/);
    for (const page of pages.slice(1).filter((each) => each.includes('Examen'))) expect(page).toContain('Biochimie, Ions (suite)');
  });

  it('never part a result from its notes', async () => {
    const panel = panelOf('Ions', 'sérum', rows);
    rows.forEach(([label], index) => amend(panel, label, { notes: [`Début${index}. ${'mot '.repeat((index * 37) % 160)} fin${index}.`] }));
    const pages = pageTexts(await renderReportPdf({ ...smallSampleContent, chapters: [{ title: 'Biochimie', panels: [panel] }] }));
    const pageOf = (text: string) => pages.findIndex((page) => page.includes(text));
    rows.forEach(([label], index) => {
      expect(pageOf(label)).toBeGreaterThanOrEqual(0);
      expect([pageOf(`Début${index}.`), pageOf(`fin${index}.`)]).toEqual([pageOf(label), pageOf(label)]);
    });
  });

  it('say whose note goes on when a page cannot hold it', async () => {
    const panel = panelOf('Ions', null, [['Sodium', '137', 'mmol/L', '', 'normal']]);
    amend(panel, 'Sodium', { notes: ['mot '.repeat(4000)] });
    const pages = pageTexts(await renderReportPdf({ ...smallSampleContent, chapters: [{ title: 'Biochimie', panels: [panel] }] }));
    for (const page of pages.slice(1, -1)) expect(page).toContain('Sodium, suite');
    expect(pages.join(' ').match(/\bmot\b/g)).toHaveLength(4000);
  });
});

describe('tables', () => {
  it('set the columns of an antibiogram under each other', async () => {
    const value = 'Amoxicilline\tR\nAcide clavulanique associé\tS\nOfloxacine  I';
    const panel = panelOf('Culture', null, [['Antibiogramme', value, '', '', 'not-evaluated']]);
    const [page] = pageTexts(await renderReportPdf({ ...smallSampleContent, chapters: [{ title: 'Bactériologie', panels: [panel] }] }));
    const lines = (page ?? '').split('\n');
    const at = (name: string, sign: string) => lines.find((line) => line.includes(name))?.lastIndexOf(sign);
    expect(at('Amoxicilline', 'R')).toBeGreaterThan(0);
    expect(at('Acide clavulanique', 'S')).toBe(at('Amoxicilline', 'R'));
    expect(at('Ofloxacine', 'I')).toBe(at('Amoxicilline', 'R'));
  });
});

function wordsOf(content: ReportContent): string[] {
  const texts = content.chapters.flatMap((chapter) => [
    chapter.title,
    ...chapter.panels.flatMap((panel) => [panel.title, panel.specimen, ...panel.notes, ...panel.results.flatMap(textsOf)]),
  ]);
  texts.push(...content.awaited, ...content.dossierNotes, content.conclusion);
  return texts.flatMap((text) => (text ?? '').split(/\s+/)).filter((each) => each !== '');
}

function textsOf(result: ReportContent['chapters'][number]['panels'][number]['results'][number]): (string | null)[] {
  const prior = result.prior ? result.prior.value : result.priorAbsence;
  return [result.label, result.method, result.value, result.unit, result.referenceRange, prior, result.changed, ...result.notes, result.performedBy];
}

it('an antibiogram is printed whole: organisms, letters with their words, concentrations, and what has changed on a line besides', async () => {
  const content = structuredClone(sampleContent);
  const panel = panelOf('Hémoculture', null, [
    ['Identification', 'Escherichia coli', '', '', 'abnormal'],
    ['Ceftazidime', 'R', '', '', 'not-evaluated'],
  ]);
  for (const result of panel.results) result.inAntibiogram = result.label === 'Ceftazidime';
  const cell = { zone: null, method: null, observationIds: [] };
  panel.antibiogram = {
    requestId: 'x',
    organisms: [{ name: 'Escherichia coli', quantity: '10⁶ UFC/mL', comment: null, observationId: null }],
    rows: [
      { antibiotic: 'Ceftazidime', cells: [{ ...cell, category: 'R', mic: '> 8 mg/L' }] },
      { antibiotic: 'Céfépime', cells: [{ ...cell, category: 'I', mic: '4 mg/L' }] },
      { antibiotic: 'Colistine', cells: [null] },
    ],
  };
  content.chapters = [{ title: 'Bactériologie', panels: [panel] }];
  const printed = await textOf(reportContentSchema.parse(content));
  for (const word of ['Antibiogramme', '10⁶ UFC/mL', 'R, résistant', 'CMI > 8 mg/L', 'I, sensible à forte posologie', 'CMI 4 mg/L', 'Colistine –'])
    expect(printed).toContain(word);
  expect(printed.split('Ceftazidime').length - 1).toBe(1);
  amend(panel, 'Ceftazidime', { changed: 'remplace S' });
  expect((await textOf(content)).split('Ceftazidime').length - 1).toBe(2);
});

describe('what was measured at the bedside', () => {
  const ORIGIN = 'Gaz du sang · Urgences (biologie délocalisée)';
  const gases = () =>
    panelOf('Gaz du sang au chevet', 'sang artériel', [
      ['pH', '7,31', '', '7,35 – 7,45', 'low'],
      ['Lactate', '4,1', 'mmol/L', '0,5 – 2,0', 'high'],
    ]);
  const chapter = (panel: ReturnType<typeof gases>): ReportContent => ({ ...smallSampleContent, chapters: [{ title: 'Biochimie', panels: [panel] }] });
  const count = async (content: ReportContent) => (await textOf(content)).split(`Mesuré hors du laboratoire : ${ORIGIN}`).length - 1;

  it('says so once above a panel that was measured in one place, and beside each line otherwise', async () => {
    const whole = gases();
    for (const result of whole.results) result.origin = ORIGIN;
    expect(await count(chapter(whole))).toBe(1);
    const mixed = gases();
    amend(mixed, 'Lactate', { origin: ORIGIN });
    expect(await count(chapter(mixed))).toBe(1);
    expect(await textOf(chapter(gases()))).not.toContain('hors du laboratoire');
  });
});
