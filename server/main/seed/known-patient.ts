import { type TestMessage, testMessage } from '../../simulator/test-message';
import type { HistoryMessage } from '../../simulator/traffic';

/** Values of one earlier visit, in the order Na, K, créatinine, hémoglobine, plaquettes. */
type Visit = readonly [at: string, laboratory: TestMessage['laboratory'], accessionNumber: string, values: readonly [string, string, string, string, string]];

const VISITS: readonly Visit[] = [
  ['2026-08-14T09:20:00+02:00', 'LBM-VALMONT', '26081400212', ['140', '4.6', '231', '10.2', '231']],
  ['2026-10-03T10:05:00+02:00', 'LBM-HAUTERIVE', '26100300118', ['139', '5.0', '248', '10.4', '224']],
  ['2026-11-12T08:40:00+01:00', 'LBM-VALMONT', '26111200087', ['138', '4.8', '268', '10.1', '212']],
];

/**
 * Three earlier visits of the patient of the urgent sample message, in two laboratories of two hospitals: she is linked by
 * her qualified INS, so that the demonstration opens on a dossier with a past.
 */
export function knownPatientHistory(): HistoryMessage[] {
  return VISITS.map(([at, laboratory, accessionNumber, [sodium, potassium, creatinine, haemoglobin, platelets]]) => {
    const sentAt = new Date(at);
    const bytes = testMessage({
      accessionNumber,
      laboratory,
      sentAt,
      controlId: `${accessionNumber}-H`,
      encounter: { patientClass: 'O', ward: 'EXT', room: '', bed: '', visitNumber: '' },
      prescriberRpps: '99900002002',
      prescriberName: ['CALMET', 'Yves'],
      clinicalInformation: 'Insuffisance rénale connue, surveillance.',
      groups: [
        {
          code: 'IONO',
          label: 'Ionogramme sanguin',
          suffix: 'BIOCH',
          results: [
            {
              code: 'NA',
              label: 'Sodium',
              loincCode: '2951-2',
              value: sodium,
              unit: 'mmol/L',
              range: '136 - 145',
              method: 'POTENTIO-IND^Potentiométrie indirecte',
            },
            { value: potassium, method: 'POTENTIO-IND^Potentiométrie indirecte' },
            {
              code: 'CREA',
              label: 'Créatinine',
              loincCode: '14682-9',
              value: creatinine,
              unit: 'umol/L',
              range: '49 - 90',
              flag: 'H',
              method: 'ENZ^Enzymatique IDMS',
            },
          ],
        },
        {
          code: 'NFS',
          label: 'Numération formule sanguine',
          suffix: 'HEMATO',
          section: 'HM',
          results: [
            { code: 'HB', label: 'Hémoglobine', loincCode: '718-7', value: haemoglobin, unit: 'g/dL', range: '11.5 - 16.0', flag: 'L', equipment: 'XN-1000' },
            { code: 'PLQ', label: 'Plaquettes', loincCode: '777-3', value: platelets, unit: '10*9/L', range: '150 - 400', equipment: 'XN-1000' },
          ],
        },
      ],
    });
    return { at: sentAt, laboratory, accessionNumber, bytes };
  });
}
