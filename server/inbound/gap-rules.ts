/** What was received under one code, label and unit. */
export interface ReceivedCode {
  code: string;
  codeSystem: string;
  localCode: string;
  label: string;
  unit: string;
  results: number;
  dossiers: number;
  lastAt: Date;
}

export type GapKind = 'no-loinc' | 'no-chapter' | 'not-in-catalogue' | 'units-differ' | 'mapped-twice' | 'labels-differ';

export interface Gap {
  kind: GapKind;
  code: string;
  detail: string;
  results: number;
  dossiers: number;
  lastAt: Date;
}

/**
 * Every gap of classification among what one laboratory sent: codes without LOINC, LOINC that the catalogue does not know (rendered under « Autres examens »), units
 * and labels that disagree, one local code under several LOINC.
 * @see HCL-3
 */
export function gapsOf(rows: readonly ReceivedCode[], catalogue: ReadonlySet<string>, chaptered: ReadonlySet<string> = new Set()): Gap[] {
  const byCode = grouped(rows, ({ code, codeSystem }) => `${codeSystem === 'LN' ? 'LN' : ''}|${code}`);
  const byLocal = grouped(
    rows.filter(({ localCode, codeSystem }) => localCode !== '' && codeSystem === 'LN'),
    ({ localCode }) => localCode,
  );
  const gaps = byCode.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const units = distinct(group.map(({ unit }) => unit).filter((unit) => unit !== ''));
    const labels = distinct(group.map(({ label }) => label));
    const isLoinc = first.codeSystem === 'LN';
    return [
      isLoinc ? null : gap('no-loinc', first.code, first.label, group),
      isLoinc && !catalogue.has(first.code) ? gap('not-in-catalogue', first.code, first.label, group) : null,
      group.some((row) => isWithoutChapter(row, catalogue, chaptered)) ? gap('no-chapter', first.code, first.label, group) : null,
      units.length > 1 ? gap('units-differ', first.code, units.join(', '), group) : null,
      labels.length > 1 ? gap('labels-differ', first.code, labels.join(', '), group) : null,
    ].filter((one) => one !== null);
  });
  const twice = byLocal.flatMap((group) => {
    const codes = distinct(group.map(({ code }) => code));
    return codes.length > 1 ? [gap('mapped-twice', group[0]?.localCode ?? '', codes.join(', '), group)] : [];
  });
  return [...gaps, ...twice];
}

/** Neither the catalogue nor the laboratory's table says under which chapter of the report it goes: the LIS's own section decides, or « Autres examens ». */
function isWithoutChapter({ code, codeSystem, localCode }: ReceivedCode, catalogue: ReadonlySet<string>, chaptered: ReadonlySet<string>): boolean {
  return codeSystem === 'LN' ? !catalogue.has(code) && !chaptered.has(localCode) : !chaptered.has(code);
}

function grouped(rows: readonly ReceivedCode[], keyOf: (row: ReceivedCode) => string): ReceivedCode[][] {
  const groups = new Map<string, ReceivedCode[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups.values()];
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

const gap = (kind: GapKind, code: string, detail: string, rows: readonly ReceivedCode[]): Gap => ({
  kind,
  code,
  detail,
  results: rows.reduce((sum, row) => sum + row.results, 0),
  dossiers: Math.max(...rows.map((row) => row.dossiers)),
  lastAt: new Date(Math.max(...rows.map((row) => row.lastAt.getTime()))),
});
