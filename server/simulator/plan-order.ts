import type { Laboratory, Staff } from './laboratories';
import type { LisEncounter } from './lis-message';
import { type Panel, panelOf, panels } from './panels';
import { ageOn, type Condition, drawPatient, type Person } from './patients';
import { drawPrescriber, type Prescriber } from './prescribers';
import type { Random } from './random';
import { isNight, minuteMs } from './rhythm';
import { type Ward, wardsServedBy } from './wards';

/** Who, where, for whom and what: all that is known when a dossier is opened. */
export interface PlannedOrder {
  ward: Ward;
  patient: Person;
  age: number;
  encounter: LisEncounter;
  prescriber: Prescriber;
  priority: 'stat' | 'urgent' | 'routine';
  panels: readonly Panel[];
  clinicalInformation: string;
  collector: Staff & { profession: string };
  collectedAt: Date;
  receivedAt: Date;
}

const dayMs = 24 * 60 * minuteMs;

/** Draws an order; how urgent it is depends on the ward, about 3 % stat and 10 % urgent over the day. */
export function planOrder(
  random: Random,
  { seed, laboratory, registeredAt, regularShare }: { seed: string; laboratory: Laboratory; registeredAt: Date; regularShare: number },
): PlannedOrder {
  const night = isNight(registeredAt);
  const ward = random.pickWeighted(wardsServedBy(laboratory.code, laboratory.hospital), (one) => (night ? one.weightByNight : one.weightByDay));
  const sex = ward.code === 'MATER' ? 'F' : null;
  const patient = drawPatient(random, seed, laboratory.hospital, { ages: ward.ages, sex, regularShare, on: registeredAt });
  const prescriber = drawPrescriber(random, laboratory.hospital, ward.code);
  const priority = drawPriority(random, ward);
  const comesFromTown = ward.code === 'EXT';
  const collectedAt = minutesFrom(registeredAt, -(comesFromTown ? random.integer(15, 80) : random.integer(2, 12)), random);
  const receivedAt = minutesFrom(registeredAt, priority === 'stat' ? random.integer(3, 9) : random.integer(5, 40), random);
  return {
    ward,
    patient,
    age: ageOn(patient.birthDate, registeredAt),
    encounter: encounterOf(patient, ward, registeredAt),
    prescriber,
    priority,
    panels: drawPanels(random, ward, patient),
    clinicalInformation: drawClinicalInformation(random, ward, patient.condition),
    collector: drawCollector(random, comesFromTown),
    collectedAt,
    receivedAt,
  };
}

function drawPriority(random: Random, ward: Ward): PlannedOrder['priority'] {
  const [stat, urgent] = urgencyOfWard[ward.code] ?? [0.005, 0.03];
  const draw = random.next();
  if (draw < stat) return 'stat';
  return draw < stat + urgent ? 'urgent' : 'routine';
}

const urgencyOfWard: Partial<Record<Ward['code'], readonly [stat: number, urgent: number]>> = {
  URG: [0.075, 0.24],
  REA: [0.09, 0.25],
  MATER: [0.02, 0.08],
  PEDIA: [0.03, 0.12],
  CARDIO: [0.02, 0.1],
  EXT: [0, 0.02],
};

function drawPanels(random: Random, ward: Ward, patient: Person): Panel[] {
  const possible = panels.filter((one) => (one.orderedBy[ward.code] ?? 0) > 0 && suits(one, patient));
  const drawn = possible.filter((one) => random.chance(one.orderedBy[ward.code] ?? 0));
  if (drawn.length > 0) return drawn;
  return [possible.length > 0 ? random.pickWeighted(possible, (one) => one.orderedBy[ward.code] ?? 0) : panelOf('NFS')];
}

function suits(panel: Panel, patient: Person): boolean {
  if (panel.code === 'PSA') return patient.sex === 'M';
  return panel.code !== 'HCG' || patient.sex === 'F';
}

/** The same person in the same ward keeps bed and visit number for six days. */
function encounterOf(patient: Person, ward: Ward, at: Date): LisEncounter {
  const isStay = ward.patientClass === 'I';
  const length = isStay ? 6 : 1;
  const start = Math.floor((at.getTime() / dayMs + patient.index) / length) * length - patient.index;
  const day = new Date(start * dayMs).toISOString().slice(2, 10).replaceAll('-', '');
  const place = ward.beds === 0 ? 0 : (patient.index % ward.beds) + 1;
  return {
    patientClass: ward.patientClass,
    ward: ward.code,
    room: place === 0 ? '' : ward.code === 'URG' ? `BOX${place}` : `CH${100 + place}`,
    bed: place === 0 ? '' : '1',
    visitNumber: `V${day}${String(patient.index).padStart(4, '0')}`,
  };
}

const nurses = [
  { code: 'IDE0417', familyName: 'PERRIN', givenName: 'Luc', profession: 'IDE' },
  { code: 'IDE0522', familyName: 'DIDIER', givenName: 'Hélène', profession: 'IDE' },
  { code: 'IDE0631', familyName: 'BÉDEL', givenName: 'Samir', profession: 'IDE' },
];
const townNurses = [
  { code: 'IDEL88', familyName: 'COLIN', givenName: 'Maud', profession: 'IDE libérale' },
  { code: 'PREL02', familyName: 'MOUGEOT', givenName: 'Aïcha', profession: 'Technicienne préleveuse' },
];

function drawCollector(random: Random, comesFromTown: boolean): PlannedOrder['collector'] {
  return random.pick(comesFromTown ? townNurses : nurses);
}

const reasonOfCondition: Record<Condition, readonly string[]> = {
  healthy: ['Bilan systématique.', 'Bilan préopératoire.', 'Asthénie.', 'Douleurs abdominales.'],
  renal: ['Insuffisance rénale connue. Traitement : furosémide.', 'Malaise, insuffisance rénale chronique.', 'Surveillance de la fonction rénale.'],
  diabetic: ['Diabète de type 2 sous metformine.', 'Suivi de diabète.', 'Polyurie, soif.'],
  inflamed: ['Fièvre à 39 °C depuis 2 jours.', 'Suspicion de pyélonéphrite.', 'Toux, dyspnée & fièvre.', 'Surveillance postopératoire, J3.'],
  anaemic: ['Pâleur, asthénie. Méléna ?', 'Anémie connue, contrôle.', 'Ménorragies.'],
  hepatic: ['Cirrhose connue, ictère.', 'Surveillance hépatique.'],
  anticoagulated: ['Traitement par AVK (fluindione), cible INR 2 à 3.', 'Avant geste, sous anticoagulant.'],
  cardiac: ['Douleur thoracique depuis 2 h.', 'Insuffisance cardiaque décompensée.', 'Oedèmes des membres inférieurs.'],
  hyperthyroid: ['Maladie de Basedow sous carbimazole.', 'Tachycardie, amaigrissement.'],
  hypothyroid: ['Hypothyroïdie substituée (lévothyroxine 75 µg).', 'Frilosité, prise de poids.'],
};

/** Wards write something in seven cases of ten; consultants seldom do. */
function drawClinicalInformation(random: Random, ward: Ward, condition: Condition): string {
  return random.chance(ward.code === 'EXT' ? 0.25 : 0.7) ? random.pick(reasonOfCondition[condition]) : '';
}

function minutesFrom(at: Date, minutes: number, random: Random): Date {
  return new Date(at.getTime() + minutes * minuteMs + random.integer(-29, 29) * 1000);
}
