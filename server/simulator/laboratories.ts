/** The sending facility (MSH-4) is how a laboratory is named all over the simulator. */
export type LaboratoryCode = 'LBM-VALMONT' | 'LBM-HAUTERIVE' | 'LBM-CLAIRLIEU';
export type HospitalCode = 'CH-VALMONT' | 'CH-HAUTERIVE';

export interface Staff {
  code: string;
  familyName: string;
  givenName: string;
}

export interface Laboratory {
  code: LaboratoryCode;
  name: string;
  /** Starts every MSH-10 and tells the laboratories' dossiers apart for a human reader. */
  prefix: string;
  finessNumber: string;
  hospital: HospitalCode;
  /** HL7 0211 code of MSH-18. */
  charset: '8859/1' | 'UNICODE UTF-8';
  version: '2.5' | '2.5.1';
  /** Two of the three send local times without a zone, as most French systems do. */
  writesZone: boolean;
  /** What this system calls a result that no biologist has seen: entered (R) or preliminary (P), HL7 0085. */
  unvalidatedStatus: 'R' | 'P';
  /** Two systems set `N` on what lies within the range, the third leaves OBX-8 empty: « non évalué » must be met too. */
  writesNormalFlag: boolean;
  /** Two ways of saying urgent are met in the wild: a TQ1 segment or the older OBR-27. */
  priorityIn: 'TQ1' | 'OBR-27';
  technicians: readonly Staff[];
  biologists: readonly Staff[];
  /** OBX-19 is filled besides OBX-14, which the oldest of the three systems uses alone. */
  writesAnalysisTime: boolean;
  /** Share of the group's dossiers. */
  share: number;
}

const staff = (code: string, familyName: string, givenName: string): Staff => ({ code, familyName, givenName });

export const laboratories: readonly Laboratory[] = [
  {
    code: 'LBM-VALMONT',
    name: 'Laboratoire de Valmont',
    prefix: 'VAL',
    finessNumber: '880000789',
    hospital: 'CH-VALMONT',
    charset: '8859/1',
    version: '2.5',
    writesZone: false,
    unvalidatedStatus: 'R',
    writesNormalFlag: true,
    priorityIn: 'TQ1',
    technicians: [staff('TECH12', 'ROUX', 'Anaïs'), staff('TECH07', 'GÉROME', 'Basile'), staff('TECH19', 'NOËL', 'Inès')],
    biologists: [staff('BIO003', 'GÉRARD', 'Paul')],
    writesAnalysisTime: false,
    share: 0.46,
  },
  {
    code: 'LBM-HAUTERIVE',
    name: 'Laboratoire de Hauterive',
    prefix: 'HTR',
    finessNumber: '880000790',
    hospital: 'CH-HAUTERIVE',
    charset: 'UNICODE UTF-8',
    version: '2.5.1',
    writesZone: true,
    unvalidatedStatus: 'P',
    writesNormalFlag: true,
    priorityIn: 'OBR-27',
    technicians: [staff('TECH31', 'LEFÈVRE', 'Maëlle'), staff('TECH33', 'BRAÏEFF', 'Oleg')],
    biologists: [staff('BIO011', 'OUVRARD', 'Solène')],
    writesAnalysisTime: true,
    share: 0.34,
  },
  {
    code: 'LBM-CLAIRLIEU',
    name: 'Laboratoire de Clairlieu',
    prefix: 'CLA',
    finessNumber: '880000791',
    hospital: 'CH-HAUTERIVE',
    charset: '8859/1',
    version: '2.5',
    writesZone: false,
    unvalidatedStatus: 'R',
    writesNormalFlag: false,
    priorityIn: 'TQ1',
    technicians: [staff('TECH41', 'FRANÇOIS', 'Léa'), staff('TECH42', 'DÉMANGE', 'Hugo')],
    biologists: [staff('BIO021', 'THIÉBAUT', 'Agnès')],
    writesAnalysisTime: true,
    share: 0.2,
  },
];

/** Finds the laboratory of a sending facility; throws for a code that the group does not have. */
export function laboratoryOf(code: LaboratoryCode): Laboratory {
  const laboratory = laboratories.find((one) => one.code === code);
  if (!laboratory) throw new Error(`no such laboratory: ${code}`);
  return laboratory;
}

/** The authority that assigns patient identifiers, as written in CX-4 of PID-3. */
export const assigningAuthority: Record<HospitalCode, readonly [name: string, finess: string, kind: string]> = {
  'CH-VALMONT': ['CH-VALMONT', '880000123', 'FINEJ'],
  'CH-HAUTERIVE': ['CH-HAUTERIVE', '880000456', 'FINEJ'],
};
