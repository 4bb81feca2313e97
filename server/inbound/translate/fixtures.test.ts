import { describe, expect, test } from 'vitest';
import { fixture, translated } from '../testing';

/** What each message of the wild says, read by eye from its segments: dossier, code, label, value, unit, interval, flag, status. */
const EXPECTED: Record<string, { person: string; problems: string[]; results: string[] }> = {
  '03_chem_AZ_Turnhout': {
    person: 'AZ_TURNHOUT 612345 Janssens Griet 1985-06-12 F',
    problems: ['W OBX-11:101'],
    results: [
      'FIL3001 2345-7 Glucose = 8.2 mmol/L [3.9-6.1] H F',
      'FIL3001 4548-4 HbA1c = 58 mmol/mol [20-42] H F',
      'FIL3001 2160-0 Creatinine = 72 umol/L [45-84] N F',
      'FIL3001 3094-0 Ureum = 6.1 mmol/L [2.5-7.5] N F',
      'FIL3001 2951-2 Natrium = 141 mmol/L [136-145] N F',
      'FIL3001 2823-3 Kalium = 4.5 mmol/L [3.5-5.1] N F',
      'FIL3001 17861-6 Calcium = 2.38 mmol/L [2.15-2.55] N F',
      'FIL3001 1742-6 ALAT = 32 U/L [7-56] N F',
      'FIL3001 1920-8 ASAT = 25 U/L [10-40] N F',
    ],
  },
  '04_haemato_two_groups_UZ_Gent': {
    person: 'UZ_GENT H890567 Goossens Pieter 1978-05-23 M',
    problems: ['W OBX-11:101'],
    results: [
      'FIL4001 718-7 Hemoglobine = 9.8 g/dL [13.5-17.5] L F',
      'FIL4001 4544-3 Hematocriet = 30.2 % [38.3-48.6] L F',
      'FIL4001 6690-2 Leukocyten = 12.5 10*9/L [4.5-11.0] H F',
      'FIL4001 787-2 Erytrocyten = 3.42 10*12/L [4.50-5.90] L F',
      'FIL4001 777-3 Trombocyten = 156 10*9/L [150-400] N F',
      'FIL4001 770-8 Neutrofielen = 8.9 10*9/L [1.8-7.7] H F',
      'FIL4001 731-0 Lymfocyten = 1.8 10*9/L [1.0-4.8] N F',
      'FIL4001 742-7 Monocyten = 1.2 10*9/L [0.2-0.8] H F',
      'FIL4001 713-8 Eosinofielen = 0.4 10*9/L [0.0-0.5] N F',
      'FIL4001 704-7 Basofielen = 0.2 10*9/L [0.0-0.1] H F',
      'FIL4002 6301-6 INR = 2.8 {INR} [2.0-3.0] N F',
      'FIL4002 5902-2 PT = 28.5 sec [11.0-15.0] H F',
    ],
  },
  '05_thyroid_fr_8859-1': {
    person: 'CHU_CHARLEROI D567890 Dupont Claudine 1972-11-15 F',
    problems: ['W OBX-11:101'],
    results: [
      'FIL5001 3016-3 TSH = 6.8 mIU/L [0.27-4.20] H F',
      'FIL5001 3024-7 T4 Libre = 10.2 pmol/L [12.0-22.0] L F',
      'FIL5001 3053-6 T3 Libre = 3.8 pmol/L [3.1-6.8] N F',
    ],
  },
  '05_thyroid_fr_CHU_Charleroi': {
    person: 'CHU_CHARLEROI D567890 Dupont Claudine 1972-11-15 F',
    problems: ['W OBX-11:101'],
    results: [
      'FIL5001 3016-3 TSH = 6.8 mIU/L [0.27-4.20] H F',
      'FIL5001 3024-7 T4 Libre = 10.2 pmol/L [12.0-22.0] L F',
      'FIL5001 3053-6 T3 Libre = 3.8 pmol/L [3.1-6.8] N F',
    ],
  },
  '07_microbio_flat_fr_CHU_Charleroi': {
    person: 'CHU_CHARLEROI D901234 Lejeune Thierry 1974-03-09 M',
    problems: ['W OBX-11:101'],
    results: [
      'FIL8001 11475-1 Identification micro-organisme = Escherichia coli  []  F',
      'FIL8001 18769-0 Profil de sensibilité = Voir antibiogramme  []  F',
      'FIL8001 18862-3 Amoxicilline = R (Résistant)  []  F',
      'FIL8001 18900-1 Amoxicilline-clavulanate = S (Sensible)  []  F',
      'FIL8001 18928-2 Gentamicine = S (Sensible)  []  F',
      'FIL8001 18903-5 Ciprofloxacine = I (Intermédiaire)  []  F',
      'FIL8001 18961-3 Vancomycine = S (Sensible)  []  F',
      'FIL8001 35659-2 CMI Ciprofloxacine = 0.5 ug/mL [<=0.25] H F',
    ],
  },
  '12_embedded_pdf_AZ_Turnhout': {
    person: 'AZ_TURNHOUT 612345 Janssens Griet 1985-06-12 F',
    problems: ['W OBX-11:101', 'W OBX-3:103'],
    results: [
      'FIL3001 2345-7 Glucose = 8.2 mmol/L [3.9-6.1] H F',
      'FIL3001 4548-4 HbA1c = 58 mmol/mol [20-42] H F',
      'FIL3001 PDF Laboratoriumrapport = Document joint (pdf)  []  F',
    ],
  },
  blood_culture_fr_orc_groups: {
    person: 'MB 322921 Test 1444 1930-09-13 M',
    problems: ['W OBX-11:101', 'W OBX-3:103', 'W OBX-5:102'],
    results: [
      'BA21360582 11502-2 Compte rendu du laboratoire [Recherche] Consultation ; Patient ; Document = Document externe : toto.pdf  []  F',
      'BA21360582 11475-1 RESULTAT DE CULTURE APRES 5 JOURS: =   []  I',
      'BA21360582 CRSGL1 Compte-rendu pdf = Document joint (PDF)  []  F',
      'BA21360582 11502-2 Compte rendu du laboratoire [Recherche] Consultation ; Patient ; Document = Document externe : toto.pdf  []  F',
      '10 2164-2 Créatinine clairance [Volume/Temps] 24H ; Urine+Sérum/Plasma ; Numérique = 179 mL/min []  F',
      '10 2164-2 Créatinine clairance [Volume/Temps] 24H ; Urine+Sérum/Plasma ; Numérique = 132 mL/min []  F',
      '10 2164-2 Créatinine clairance [Volume/Temps] 24H ; Urine+Sérum/Plasma ; Numérique = 129 mL/min []  F',
      '10 11502-2 Compte rendu du laboratoire [Recherche] Consultation ; Patient ; Document = Document externe : toto.pdf  []  F',
    ],
  },
  campylobacter_parent_child: {
    person: 'MPI 36363636 Everyman Adam 1980-06-02 M',
    problems: [],
    results: ['9700123 625-4 Bacteria identified:Prid:Pt:Stool:Nom:Culture = Campylobacter jejuni  []  P'],
  },
  multi_obr_lab: {
    person: '1 10006579 DUCK DONALD 1924-10-10 M',
    problems: ['W OBX-11:101'],
    results: [
      '82503246 11156-7 LEUKOCYTES =   []  I',
      '82503246 11273-0 ERYTHROCYTES = 4.06 tera.l-1 [] N P',
      '82503246 20509-6 HEMOGLOBIN =   []  I',
      '82503246 20570-8 HEMATOCRIT = 40.1 % [] N P',
      '82503246 11125-2 PLATELETS = 221 giga.l-1 [] N F',
      '890775544 23761-0 NEUTROPHILS/100 LEUKOCYTES = 72 % [] N P',
      '890775544 26450-7 EOSINOPHILS/100 LEUKOCYTES = 2 % [] N P',
      '890775544 26478-8 LYMPHOCYTES/100 LEUKOCYTES = 20 % [] N P',
      '890775544 26485-3 MONOCYTES/100 LEUKOCYTES = 6 % [] N P',
      '890775544 30180-4 BASOPHILS/100 LEUKOCYTES = 0 % [] N P',
    ],
  },
  'fr_urgent_unvalidated_8859-1': {
    person: 'CH-VALMONT 0004711 PAT-TROIS DOMINIQUE 1979-03-28 F',
    problems: ['W OBX-3:103', 'W OBX-5:102'],
    results: [
      '26112100457 2951-2 Sodium = 134 mmol/L [136 - 145] L R',
      '26112100457 2823-3 Potassium = 6.9 mmol/L [3.5 - 5.1] HH R',
      '26112100457 2075-0 Chlorure = 101 mmol/L [98 - 107]  R',
      '26112100457 14682-9 Créatinine = 412 umol/L [49 - 90] HH R',
      "26112100457 HEMOL Indice d'hémolyse = 4  [0 - 15] N R",
      '26112100457 718-7 Hémoglobine = 9.8 g/dL [11.5 - 16.0] L R',
      '26112100457 777-3 Plaquettes = <10 10*9/L [150 - 400] LL R',
    ],
  },
  fr_subcontracted_final_and_preliminary_utf8: {
    person: 'CH-HAUTERIVE 0091822 MARTIN-ESSAI ANATOLE  M',
    problems: ['W PID-7:102', 'W OBX-3:103'],
    results: [
      '26112001133 3016-3 TSH = <0.01 mU/L [0.27 - 4.20] LL F',
      '26112001133 3024-7 T4 libre = 38.4 pmol/L [12.0 - 22.0] HH P',
      '26112001133 TRAK Anticorps anti-récepteurs de la TSH = En cours  []  I',
      '26112001133 COM Commentaire du technicien = Résultat de TSH transmis par le laboratoire exécutant (Valmont). / Antériorité du 12/08/2026 : 1,9 mU/L.  []  P',
    ],
  },
};

describe.each(Object.keys(EXPECTED))('%s', (name) => {
  const translation = translated(fixture(name));

  test('says whose results these are', () => {
    const people = translation.groups.map(({ patient }) =>
      [patient.assigningAuthority, patient.identifier, patient.birthFamilyName, patient.firstGivenName, patient.birthDate, patient.sex].join(' '),
    );
    expect(people).toEqual([EXPECTED[name]?.person]);
  });

  test('every line is a result, in order, nothing rounded', () => {
    const lines = translation.groups.flatMap(({ dossiers }) =>
      dossiers.flatMap(({ accessionNumber, requests }) =>
        requests.flatMap(({ observations }) =>
          observations.map(
            (o) => `${accessionNumber} ${o.code} ${o.label} = ${o.values.join(' / ')} ${o.unit} [${o.referenceRange}] ${o.interpretation} ${o.status}`,
          ),
        ),
      ),
    );
    expect(lines).toEqual(EXPECTED[name]?.results);
  });

  test('every departure is told, none refuses it', () => {
    expect(translation.problems.map(({ severity, segment, field, code }) => `${severity} ${segment}-${field}:${code}`)).toEqual(EXPECTED[name]?.problems);
  });

  test('no key is given twice in a dossier', () => {
    for (const { dossiers } of translation.groups)
      for (const { requests } of dossiers) {
        const keys = requests.flatMap(({ observations }) => observations.map(({ observationKey }) => observationKey));
        expect(new Set(keys).size).toBe(keys.length);
      }
  });
});
