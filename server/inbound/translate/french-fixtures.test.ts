import { describe, expect, test } from 'vitest';
import { fixture, onlyDossier, resultsOf, translated, VALMONT } from '../testing';

describe('the urgent message of Valmont', () => {
  const translation = translated(fixture('fr_urgent_unvalidated_8859-1'));
  const dossier = onlyDossier(translation);

  test('the potassium is what `explain` promises', () => {
    const potassium = resultsOf(translation).find(({ localCode }) => localCode === 'K');
    expect(potassium).toMatchObject({
      code: '2823-3',
      codeSystem: 'LN',
      label: 'Potassium',
      subId: '',
      valueType: 'NM',
      values: ['6.9'],
      number: 6.9,
      comparator: null,
      unit: 'mmol/L',
      referenceRange: '3.5 - 5.1',
      referenceLow: 3.5,
      referenceHigh: 5.1,
      interpretation: 'HH',
      status: 'R',
      observedAt: new Date('2026-11-21T03:07:11+01:00'),
      notes: ['Repassé : 6.9 puis 6.8 mmol/L. Échantillon non hémolysé (indice H = 4).'],
      lisValidator: null,
    });
  });

  test('platelets `<^10` sent as NM are a comparator and a number; escapes and line breaks of the note are resolved', () => {
    const platelets = resultsOf(translation).find(({ localCode }) => localCode === 'PLQ');
    expect(platelets).toMatchObject({ valueType: 'SN', values: ['<10'], number: 10, comparator: '<' });
    expect(platelets?.notes).toEqual(['Agrégats plaquettaires au frottis & contrôle sur tube citraté demandé.\nNe pas rendre sans contrôle.']);
  });

  test('the order says how urgent, who asked, from where, for whom', () => {
    expect(dossier).toMatchObject({
      accessionNumber: '26112100457',
      placerNumber: 'P99812',
      encounterNumber: 'V2611200917',
      patientClass: 'I',
      priority: 'stat',
      wardCode: 'URG',
      room: 'BOX4',
      bed: '1',
      prescriberRpps: '10001234567',
      prescriberName: 'Élise MARCHAL',
      callbackPhone: '0329000415',
      requestedAt: new Date('2026-11-21T02:50:00+01:00'),
      collectedAt: new Date('2026-11-21T02:45:00+01:00'),
      receivedAt: new Date('2026-11-21T02:58:30+01:00'),
      collector: 'Luc PERRIN, IDE',
      clinicalInformation: 'Insuffisance rénale connue. Traitement : spironolactone. Malaise, bradycardie à 42/min.',
    });
    expect(dossier.requests.map(({ label, section, technician }) => [label, section, technician])).toEqual([
      ['Ionogramme sanguin', 'CH', 'Anaïs ROUX'],
      ['Numération formule sanguine', 'HM', 'Anaïs ROUX'],
    ]);
    expect(dossier.specimens.map(({ identifier, kind }) => [identifier, kind])).toEqual([['26112100457-1', 'Sang veineux']]);
  });

  test('the identity has its INS and its used name', () => {
    expect(translation.groups[0]?.patient).toMatchObject({ ins: '279035121518989', usedFamilyName: 'DUPRÉ', identityReliability: 'VALI' });
  });
});

describe('the subcontracted message of Hauterive', () => {
  const hauterive = { ...VALMONT, laboratoryFiness: '880000790', facility: 'LBM-HAUTERIVE' };
  const translation = translated(fixture('fr_subcontracted_final_and_preliminary_utf8'), hauterive);

  test('the executing laboratory and its validator are kept, and validate nothing here', () => {
    const [tsh, t4] = resultsOf(translation);
    expect(tsh).toMatchObject({
      status: 'F',
      performerFiness: '880000789',
      performerName: 'Laboratoire de Valmont',
      responsibleObserver: 'Paul GÉRARD',
      lisValidator: null,
    });
    expect(t4).toMatchObject({ status: 'P', performerFiness: '880000790', lisValidator: null });
  });

  test('an impossible birth date keeps its text, opens a repair and blocks nothing', () => {
    expect(translation.groups[0]?.patient).toMatchObject({ birthDate: null, birthDateText: '19420229', identityReliability: 'PROV' });
    expect(translation.repairs).toContainEqual({ kind: 'identity', subject: '0091822', segment: 'PID', field: 7, accessionNumber: '' });
    expect(onlyDossier(translation).notes).toEqual(['Identité non garantie : pièce non présentée.']);
  });
});

test('a report sent as a document is shown as a document, and its flags are no results', () => {
  const translation = translated(fixture('ans_cr_bio_cda_in_oru'), { ...VALMONT, facility: 'labo' });
  const results = resultsOf(translation);
  expect(onlyDossier(translation).accessionNumber).toBe('777');
  expect(results[0]).toMatchObject({ code: '11502-2', valueType: 'ED', values: ['Document joint (XML)'], lisValidator: 'JULIE LABBIO' });
  expect(results).toHaveLength(1);
  expect(onlyDossier(translation).confidentiality).toEqual({
    MASQUE_PS: false,
    INVISIBLE_PATIENT: false,
    INVISIBLE_REP_LEGAUX: false,
    CONNEXION_SECRETE: false,
  });
  expect(translation.repairs).toEqual([]);
  expect(JSON.stringify(translation)).not.toContain('PD94bWw');
});
