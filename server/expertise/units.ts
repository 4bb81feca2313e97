/**
 * Units of medical biology by UCUM, as far as laboratories use them: linear units, prefixes, powers, annotations, and mass against mole by the molar mass. What is not
 * understood is null, and a rule that needs it is « non évaluable »; nothing is guessed.
 * @see https://ucum.org/ucum ; docs/decisions/012-rules-as-data.md
 */
interface Unit {
  factor: number;
  /** Exponents of what cannot be converted into each other. */
  dimensions: Readonly<Record<string, number>>;
}

const PREFIXES: Record<string, number> = { T: 1e12, G: 1e9, M: 1e6, k: 1e3, h: 1e2, da: 10, d: 1e-1, c: 1e-2, m: 1e-3, u: 1e-6, n: 1e-9, p: 1e-12, f: 1e-15 };

/** Equivalents and osmoles count particles of something, not moles of the substance: converted into nothing else. */
const METRIC: Record<string, Unit> = {
  g: { factor: 1, dimensions: { mass: 1 } },
  L: { factor: 1e-3, dimensions: { length: 3 } },
  l: { factor: 1e-3, dimensions: { length: 3 } },
  m: { factor: 1, dimensions: { length: 1 } },
  mol: { factor: 1, dimensions: { mole: 1 } },
  s: { factor: 1, dimensions: { time: 1 } },
  U: { factor: 1e-6 / 60, dimensions: { mole: 1, time: -1 } },
  kat: { factor: 1, dimensions: { mole: 1, time: -1 } },
  Pa: { factor: 1e3, dimensions: { mass: 1, length: -1, time: -2 } },
  bar: { factor: 1e8, dimensions: { mass: 1, length: -1, time: -2 } },
  'm[Hg]': { factor: 133_322e3, dimensions: { mass: 1, length: -1, time: -2 } },
  '[IU]': { factor: 1, dimensions: { international: 1 } },
  '[iU]': { factor: 1, dimensions: { international: 1 } },
  eq: { factor: 1, dimensions: { equivalent: 1 } },
  osm: { factor: 1, dimensions: { osmole: 1 } },
};
const PLAIN: Record<string, Unit> = {
  '%': { factor: 0.01, dimensions: {} },
  min: { factor: 60, dimensions: { time: 1 } },
  h: { factor: 3600, dimensions: { time: 1 } },
  d: { factor: 86_400, dimensions: { time: 1 } },
  '[pH]': { factor: 1, dimensions: { pH: 1 } },
  Cel: { factor: 1, dimensions: { celsius: 1 } },
  deg: { factor: 1, dimensions: { angle: 1 } },
};

/** How French laboratories write what UCUM writes otherwise; only where it can mean one thing. Each is tried after the text as it stands. */
const WRITTEN: readonly (readonly [RegExp, string])[] = [
  [/µ|μ/g, 'u'],
  [/⁹/g, '*9'],
  [/¹²/g, '*12'],
  [/⁶/g, '*6'],
  [/³/g, '3'],
  [/^(G|Giga|10E9|10e9)\/(L|l)$/, '10*9/L'],
  [/^(T|Tera|Téra|10E12|10e12)\/(L|l)$/, '10*12/L'],
  [/^([numk]?)UI\//, '$1[IU]/'],
  [/\/([numk]?)UI$/, '/$1[IU]'],
  [/mmHg/, 'mm[Hg]'],
  [/^pH$/, '[pH]'],
  [/\/\(?24\.?h\)?$/, '/d'],
  [/mosm(ol)?\/kg( H2O)?$/i, 'mosm/kg'],
  [/^[x×] ?(?=10)/, ''],
  [/^(sec|secondes?)$/, 's'],
  [/^(ratio|INR)$/, '1'],
  [/ ?\(?(FEU|DDU)\)?$/, ''],
  [/\/1[.,]73 ?m(2|²)$/, '/{1.73_m2}'],
  [/mEq/, 'meq'],
];

const known = new Map<string, number | null>();

/**
 * By what a number in one unit is multiplied to be one in the other; null = they are not of the same kind, one is unknown, or mass meets mole without molar mass.
 * @param molarMass grams per mole
 */
export function factorBetween(from: string, to: string, molarMass?: number): number | null {
  if (from === to) return 1;
  const key = `${from}\n${to}\n${molarMass ?? ''}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const factor = factorOf(from, to, molarMass);
  if (known.size < 5_000) known.set(key, factor);
  return factor;
}

function factorOf(from: string, to: string, molarMass: number | undefined): number | null {
  const target = unitOf(to);
  if (!target) return null;
  // A unit that was not written is a number for what has none, and unknown for all else.
  if (from.trim() === '') return isPure(to) ? 1 : null;
  for (const text of writingsOf(from.trim())) {
    const source = text === '1' && to === '[pH]' ? target : unitOf(text);
    const factor = (source ? between(source, target, molarMass) : null) ?? ofOneAmount(text, to, molarMass);
    if (factor !== null) return factor;
  }
  return null;
}

/**
 * `U` and `[IU]` are two things for UCUM. Of one LOINC code they are one amount: the « UI/L » of an enzyme on a French report is its U/L, the « mU/L » of TSH its m[IU]/L.
 */
function ofOneAmount(text: string, to: string, molarMass: number | undefined): number | null {
  const [from, target] = [text, to].map((unit) => unitOf(unit.replaceAll(/\[[Ii]U\]/g, 'U')));
  return from && target && (text.includes('U]') || to.includes('U]')) ? between(from, target, molarMass) : null;
}

const isPure = (unit: string): boolean => unit === '' || unit === '1' || unit === '[pH]' || /^\{[^}]*\}$/.test(unit);

function writingsOf(text: string): string[] {
  const rewritten = WRITTEN.reduce((writing, [pattern, by]) => writing.replace(pattern, by), text);
  return rewritten === text ? [text] : [text, rewritten];
}

function between(source: Unit, target: Unit, molarMass: number | undefined): number | null {
  const ratio = source.factor / target.factor;
  const left = divided(source.dimensions, target.dimensions);
  if (left.length === 0) return ratio;
  if (molarMass === undefined || left.length !== 2) return null;
  const exponent = (name: string) => left.find(([dimension]) => dimension === name)?.[1] ?? 0;
  if (exponent('mass') === 1 && exponent('mole') === -1) return ratio / molarMass;
  if (exponent('mass') === -1 && exponent('mole') === 1) return ratio * molarMass;
  return null;
}

function divided(one: Unit['dimensions'], other: Unit['dimensions']): [string, number][] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.map((name): [string, number] => [name, (one[name] ?? 0) - (other[name] ?? 0)]).filter(([, exponent]) => exponent !== 0);
}

/** `mmol/L`, `10*9/L`, `/uL`, `mL/min/{1.73_m2}`; null when a part of it is unknown. */
function unitOf(text: string): Unit | null {
  const parts = text.replaceAll(/\{[^}]*\}/g, '').split(/(?=[./])|(?<=[./])/);
  let sign = 1;
  let product: Unit = { factor: 1, dimensions: {} };
  for (const part of parts) {
    if (part === '/' || part === '.') sign = part === '/' ? -1 : 1;
    else {
      const atom = atomOf(part.replaceAll(/[()]/g, ''));
      if (!atom) return null;
      product = times(product, atom, sign);
    }
  }
  return product;
}

function atomOf(text: string): Unit | null {
  if (text === '' || /^\d+$/.test(text)) return { factor: text === '' ? 1 : Number(text), dimensions: {} };
  const power = /^10[*^](-?\d+)$/.exec(text);
  if (power) return { factor: 10 ** Number(power[1]), dimensions: {} };
  const [, name = '', exponent = '1'] = /^(.*?\D)(-?\d)?$/.exec(text) ?? [];
  const unit = PLAIN[name] ?? METRIC[name] ?? prefixed(name);
  return unit ? times({ factor: 1, dimensions: {} }, unit, Number(exponent)) : null;
}

function prefixed(name: string): Unit | null {
  for (const [prefix, factor] of Object.entries(PREFIXES)) {
    const unit = name.startsWith(prefix) ? METRIC[name.slice(prefix.length)] : undefined;
    if (unit) return { factor: factor * unit.factor, dimensions: unit.dimensions };
  }
  return null;
}

function times(one: Unit, other: Unit, exponent: number): Unit {
  const dimensions: Record<string, number> = { ...one.dimensions };
  for (const [name, own] of Object.entries(other.dimensions)) dimensions[name] = (dimensions[name] ?? 0) + own * exponent;
  return { factor: one.factor * other.factor ** exponent, dimensions };
}

/** Whether a unit is understood, as it stands or as French laboratories write it. */
export const isUnit = (text: string): boolean => isPure(text) || writingsOf(text.trim()).some((writing) => unitOf(writing) !== null);
