import type { HospitalCode } from './laboratories';
import { laboratories } from './laboratories';
import type { LisPatient } from './lis-message';
import { type Random, randomFrom } from './random';

/** What is wrong with somebody, as far as the laboratory's figures are concerned. */
export type Condition = 'healthy' | 'renal' | 'diabetic' | 'inflamed' | 'anaemic' | 'hepatic' | 'anticoagulated' | 'cardiac' | 'hyperthyroid' | 'hypothyroid';

/** A fictional person; the same seed, hospital and index give the same person in every run. */
export interface Person extends LisPatient {
  index: number;
  condition: Condition;
}

/** People who come back again and again, so that most dossiers have previous values. */
const regularsPerHospital = 80;
const peoplePerHospital = 6000;

const familyNames = [
  'PAT-UN',
  'PAT-DEUX',
  'PAT-QUATRE',
  'PAT-NEUF',
  'ESSAI-BRUN',
  'ESSAI-ROUX',
  'ESSAI-BLANC',
  'TEST-OLIVE',
  'TEST-PRUNE',
  'TEST-CERISE',
  'FICTIF',
  'FICTIF-LUNE',
  'FICTIF-NORD',
  'MODÈLE',
  'MODÈLE-VERT',
  'MODÈLE-SUD',
  'EXEMPLE',
  'EXEMPLE-GRIS',
  'EXEMPLE-EST',
  'NÉANT-LUNE',
  'NÉANT-MARS',
  'NÉANT',
  'ESSAI-FORÊT',
  "TEST-D'AVRIL",
  'FICTIF-CHÊNE',
  'ÉPREUVE',
  'ÉPREUVE-HÊTRE',
  'SPÉCIMEN',
  'SPÉCIMEN-BLEU',
  'MAQUETTE',
];
const girls = [
  'LÉA',
  'CÉLINE',
  'MARIE-ÈVE',
  'ANAÏS',
  'ODILE',
  'DOMINIQUE',
  'JEANNE',
  'FRANÇOISE',
  'INÈS',
  'MONIQUE',
  'CHLOÉ',
  'RAYMONDE',
  'SABINE',
  'NOÉMIE',
  'YVONNE',
];
const boys = ['ANATOLE', 'RENÉ', 'JÉRÔME', 'LUC', 'DOMINIQUE', 'NOËL', 'HUGO', 'ANDRÉ', 'FRANÇOIS', 'MAËL', 'GASTON', 'BENOÎT', 'ROBERT', 'THÉO', 'CLAUDE'];
const streets = [
  'rue des Tilleuls',
  'place du Marché',
  'chemin des Prés',
  'rue du Général-Fictif',
  'allée des Érables',
  "rue de l'Église",
  'impasse du Moulin',
];
const towns: Record<HospitalCode, readonly (readonly [name: string, postalCode: string])[]> = {
  'CH-VALMONT': [
    ['VALMONT', '88100'],
    ['ROCHEFICTIVE', '88110'],
    ['SAINT-MODÈLE', '88120'],
  ],
  'CH-HAUTERIVE': [
    ['HAUTERIVE', '88200'],
    ['CLAIRLIEU', '88210'],
    ['VAL-EXEMPLE', '88220'],
  ],
};
const conditions: readonly (readonly [Condition, number])[] = [
  ['healthy', 42],
  ['renal', 9],
  ['diabetic', 11],
  ['inflamed', 11],
  ['anaemic', 8],
  ['hepatic', 5],
  ['anticoagulated', 5],
  ['cardiac', 5],
  ['hyperthyroid', 2],
  ['hypothyroid', 2],
];
/** Births are drawn against a fixed year, so that a person does not change with the day of the run. */
const referenceYear = 2026;

const known = new Map<string, Person>();

/** The person with this index, always the same one for a seed. */
export function personAt(seed: string, hospital: HospitalCode, index: number): Person {
  const key = `${seed}/person/${hospital}/${index}`;
  const found = known.get(key);
  if (found) return found;
  const person = drawPerson(randomFrom(key), hospital, index);
  known.set(key, person);
  return person;
}

/**
 * Picks somebody of the right age and, where it matters, sex; `regularShare` is how often a regular is meant.
 * Gives up on the right age after forty tries, which no ward's age band needs.
 */
export function drawPatient(
  random: Random,
  seed: string,
  hospital: HospitalCode,
  wanted: { ages: readonly [number, number]; sex: 'F' | 'M' | null; regularShare: number; on: Date },
): Person {
  const isRegular = random.chance(wanted.regularShare);
  // Among the regulars a few come much more often than the rest.
  const index = () => (isRegular ? Math.floor(regularsPerHospital * random.next() ** 1.6) : random.integer(0, peoplePerHospital - 1));
  const fits = (person: Person) => {
    const age = ageOn(person.birthDate, wanted.on);
    return age >= wanted.ages[0] && age <= wanted.ages[1] && (wanted.sex === null || person.sex === wanted.sex);
  };
  let person = personAt(seed, hospital, index());
  for (let tries = 0; tries < 40 && !fits(person); tries += 1) {
    person = personAt(seed, hospital, index());
  }
  return person;
}

/** Whole years on the given day; never negative. */
export function ageOn(birthDate: string, on: Date): number {
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number);
  const hadBirthday = on.getUTCMonth() + 1 > month || (on.getUTCMonth() + 1 === month && on.getUTCDate() >= day);
  return Math.max(0, on.getUTCFullYear() - year - (hadBirthday ? 0 : 1));
}

/** The key of a NIR: 97 minus the first thirteen digits modulo 97, always two digits. */
export function insKey(thirteenDigits: string): string {
  return String(97 - Number(BigInt(thirteenDigits) % 97n)).padStart(2, '0');
}

function drawPerson(random: Random, hospital: HospitalCode, index: number): Person {
  const sex = random.chance(0.53) ? 'F' : 'M';
  const age = random.chance(0.13) ? random.integer(0, 15) : random.integer(16, 98);
  const birthDate = drawBirthDate(random, age);
  const birthPlaceCode = `${random.pick(['54', '57', '67', '88'])}${random.integer(101, 540)}`;
  const reliability = random.chance(0.02) ? 'PROV' : 'VALI';
  const birthFamilyName = random.pick(familyNames);
  const given = sex === 'F' ? girls : boys;
  const first = random.pick(given);
  const second = random.pick(given);
  const [town, postalCode] = random.pick(towns[hospital]);
  const reachable = age >= 18 && random.chance(0.5);
  const thirteen = `${sex === 'F' ? 2 : 1}${birthDate.slice(2, 4)}${birthDate.slice(5, 7)}${birthPlaceCode}${String(random.integer(1, 899)).padStart(3, '0')}`;
  return {
    index,
    identifier: String(firstIdentifier(hospital) + index).padStart(7, '0'),
    hospital,
    ins: reliability === 'VALI' && random.chance(0.85) ? thirteen + insKey(thirteen) : null,
    birthFamilyName,
    usedName: sex === 'F' && age > 25 && random.chance(0.35) ? random.pick(familyNames) : null,
    givenNames: first === second || random.chance(0.5) ? [first] : [first, second],
    birthDate,
    sex,
    birthPlaceCode,
    street: `${random.integer(1, 88)} ${random.pick(streets)}`,
    postalCode,
    town,
    // 06 39 98 is the block that the French regulator keeps for fiction; `.example` never resolves.
    mobilePhone: reachable ? `063998${String(index).padStart(4, '0')}` : null,
    email: reachable && random.chance(0.8) ? `${plain(first)}.${plain(birthFamilyName)}.${index}@courriel.example` : null,
    reliability,
    notes: reliability === 'PROV' ? ['Identité non garantie : pièce non présentée.'] : [],
    condition: age < 16 ? random.pick(['healthy', 'inflamed', 'healthy'] as const) : random.pickWeighted(conditions, (one) => one[1])[0],
  };
}

function firstIdentifier(hospital: HospitalCode): number {
  return 200_000 + 10_000 * laboratories.findIndex((one) => one.hospital === hospital);
}

function drawBirthDate(random: Random, age: number): string {
  const month = random.integer(1, 12);
  const day = random.integer(1, 28);
  return `${referenceYear - 1 - age}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z-]/g, '')
    .toLowerCase();
}
