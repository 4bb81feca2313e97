import type { PrivateField } from '../../../db/schema/inbound';
import { paired } from '../../agreement/rules';
import { insertAgreementOnce } from '../../agreement/store';
import { loadStartingPolicy } from '../../alert/load-policy';
import { shipCatalogue } from '../../catalogue/ship-catalogue';
import { insertLaboratory, insertLegalEntity, insertPrescriber, insertSite, insertWard } from '../../directory/store';
import { loadShippedSet } from '../../expertise/load-shipped';
import { GENERIC_PROFILE } from '../../inbound/profiles/generic';
import { GLIMS_PROFILE } from '../../inbound/profiles/glims';
import { PAM_FR_PROFILE } from '../../inbound/profiles/pam-fr';
import type { ShippedProfile } from '../../inbound/profiles/shipped-profile';
import { TDNEXLABS_PROFILE } from '../../inbound/profiles/tdnexlabs';
import { insertProfile } from '../../inbound/store';
import type { Context } from '../../platform/context';
import { derivedId } from '../../platform/ids';

/** The fictional reference group: two hospitals, three laboratories, and a laboratory for senders that nobody declared. */
const ENTITIES = [
  { key: 'valmont', name: 'Centre hospitalier de Valmont', finessNumber: '880000123' },
  { key: 'hauterive', name: 'Centre hospitalier de Hauterive', finessNumber: '880000456' },
  { key: 'essai', name: 'Établissement d’essai', finessNumber: '880000999' },
] as const;

export type LaboratoryKey = 'valmont' | 'hauterive' | 'clairlieu' | 'essai';

interface LaboratoryData {
  key: LaboratoryKey;
  entity: (typeof ENTITIES)[number]['key'];
  shortName: string;
  finessNumber: string;
  legalForm: string;
  address: string[];
  phone: string;
  responsible: string[];
  accreditation: string | null;
  facility: string;
  charset: string;
}

const LABORATORIES: readonly LaboratoryData[] = [
  {
    key: 'valmont',
    entity: 'valmont',
    shortName: 'Valmont',
    finessNumber: '880000789',
    legalForm: 'Laboratoire du Centre hospitalier de Valmont, établissement public de santé',
    address: ['4 rue des Tilleuls', '88100 Valmont'],
    phone: '03 53 01 22 00',
    responsible: ['Hélène MARCHETTI', 'Paul GÉRARD (coresponsable)'],
    accreditation: '8-0000',
    facility: 'LBM-VALMONT',
    charset: '8859/1',
  },
  {
    key: 'hauterive',
    entity: 'hauterive',
    shortName: 'Hauterive',
    finessNumber: '880000790',
    legalForm: 'Laboratoire du Centre hospitalier de Hauterive, établissement public de santé',
    address: ['12 quai des Forges', '88200 Hauterive'],
    phone: '03 53 01 31 00',
    responsible: ['Karim HADDAD'],
    accreditation: '8-0001',
    facility: 'LBM-HAUTERIVE',
    charset: 'UNICODE UTF-8',
  },
  {
    key: 'clairlieu',
    entity: 'hauterive',
    shortName: 'Clairlieu',
    finessNumber: '880000791',
    legalForm: 'Laboratoire du Centre hospitalier de Hauterive, site de Clairlieu, établissement public de santé',
    address: ['2 place de l’Hôtel-de-Ville', '88210 Clairlieu'],
    phone: '03 53 01 41 00',
    responsible: ['Karim HADDAD'],
    accreditation: null,
    facility: 'LBM-CLAIRLIEU',
    charset: '8859/1',
  },
  {
    key: 'essai',
    entity: 'essai',
    shortName: 'Essai',
    finessNumber: '880000998',
    legalForm: 'Laboratoire de démonstration, sans activité',
    address: ['1 rue de l’Exemple', '88000 Essai'],
    phone: '03 53 01 99 00',
    responsible: ['Hélène MARCHETTI'],
    accreditation: null,
    facility: '*',
    charset: 'UNICODE UTF-8',
  },
];

const WARDS: Record<'valmont' | 'hauterive', readonly (readonly [code: string, name: string, phone: string])[]> = {
  valmont: [
    ['URG', 'Urgences', '03 29 00 04 15'],
    ['REA', 'Réanimation', '03 29 00 04 33'],
    ['MED3B', 'Médecine interne 3B', '03 29 00 04 38'],
    ['CHIR2', 'Chirurgie 2', '03 29 00 04 52'],
    ['MATER', 'Maternité', '03 29 00 04 61'],
    ['PEDIA', 'Pédiatrie', '03 29 00 04 67'],
    ['CARDIO', 'Cardiologie', '03 29 00 04 71'],
    ['EXT', 'Consultants externes', '03 29 00 04 90'],
  ],
  hauterive: [
    ['URG', 'Urgences', '03 29 00 05 15'],
    ['CHIR2', 'Chirurgie 2', '03 29 00 05 52'],
    ['PEDIA', 'Pédiatrie', '03 29 00 05 67'],
    ['CARDIO', 'Cardiologie', '03 29 00 05 71'],
    ['CS-ENDO', 'Consultation d’endocrinologie', '03 29 00 05 82'],
    ['EXT', 'Consultants externes', '03 29 00 05 90'],
  ],
};

export const PRESCRIBERS: readonly (readonly [rppsNumber: string, familyName: string, givenName: string, specialty: string])[] = [
  ['10001234567', 'MARCHAL', 'Élise', 'Médecine d’urgence'],
  ['99900001233', 'AUBIN', 'Claire', 'Médecine interne'],
  ['10009876543', 'LEROY', 'Hugues', 'Endocrinologie'],
  ['99900002002', 'CALMET', 'Yves', 'Médecine générale'],
  ['99900003018', 'HANRIOT', 'Solange', 'Réanimation'],
  ['99900003026', 'PIÉRRAT', 'Gaël', 'Chirurgie'],
  ['99900003034', 'VUILLEMIN', 'Noémie', 'Gynécologie-obstétrique'],
  ['99900003042', 'COSSERAT', 'Denis', 'Cardiologie'],
  ['99900004016', 'ADNET', 'Irène', 'Médecine d’urgence'],
  ['99900004024', 'GRANDGEORGE', 'Rémi', 'Pédiatrie'],
  ['99900004032', 'LAMBOLEZ', 'Zoé', 'Cardiologie'],
  ['99900005014', 'FERRY', 'Béatrice', 'Médecine générale'],
];

/** Three laboratories, three manners of system: what each one sends is read by a profile of its own. */
const PROFILES: Record<LaboratoryKey, ShippedProfile> = {
  valmont: TDNEXLABS_PROFILE,
  hauterive: GLIMS_PROFILE,
  clairlieu: GENERIC_PROFILE,
  essai: GENERIC_PROFILE,
};

const entityId = (key: string) => derivedId('legal-entity', key);

/** The two hospitals agreed on one patient base, long before the first night. */
const AGREEMENT = {
  id: derivedId('agreement', 'valmont-hauterive'),
  ...paired({
    entityIds: [entityId('valmont'), entityId('hauterive')],
    signedFor: ['Dr Hélène MARCHETTI, biologiste responsable', 'Dr Karim HADDAD, biologiste responsable'],
  }),
  sharesPatients: true,
  reference: 'GHT-2025-07',
  signedOn: '2025-06-18',
  fromOn: '2025-07-01',
  untilOn: null,
  madeBy: null,
  madeByName: 'Installation',
  madeAt: new Date('2025-06-20T10:00:00+02:00'),
  endedAt: null,
  endedBy: null,
  endedByName: null,
  endReason: '',
};

/** Ids of the reference group are derived, so that tests and the seed name the same rows. */
export const referenceIds = {
  laboratory: (key: LaboratoryKey) => derivedId('laboratory', key),
  site: (key: LaboratoryKey) => derivedId('site', key),
  ward: (entity: 'valmont' | 'hauterive', code: string) => derivedId('ward', entity, code),
  prescriber: (rppsNumber: string) => derivedId('prescriber', rppsNumber),
};

export const SITE_KEYS: readonly LaboratoryKey[] = ['valmont', 'hauterive', 'clairlieu', 'essai'];

/** What the fictional systems say in Z-segments: of a value (ZRS), of a centrifugation (ZCE), of a control (ZQC). Each installation maps its own so, without code. */
const SIMULATOR_FIELDS: readonly PrivateField[] = [
  { segment: 'ZRS', field: 1, component: 1, meaning: 'analyser-flag' },
  { segment: 'ZRS', field: 2, component: 1, meaning: 'quality-control' },
  { segment: 'ZRS', field: 3, component: 1, meaning: 'value-before' },
  { segment: 'ZRS', field: 4, component: 1, meaning: 'dilution' },
  { segment: 'ZCE', field: 1, component: 1, meaning: 'centrifuged-at' },
  { segment: 'ZQC', field: 1, component: 1, meaning: 'quality-control' },
  { segment: 'ZQC', field: 2, component: 1, meaning: 'control-target' },
];

/** Lays down what is known beforehand: entities, laboratories, sites, wards, prescribers, link profiles, catalogue. Repeatable. */
export async function seedReference(ctx: Context): Promise<void> {
  await ctx.transaction(async (tx) => {
    for (const { key, name, finessNumber } of ENTITIES) await insertLegalEntity(tx, { id: entityId(key), name, finessNumber, isUnassigned: key === 'essai' });
    await insertAgreementOnce(tx, AGREEMENT);
    for (const data of LABORATORIES) {
      const id = referenceIds.laboratory(data.key);
      await insertLaboratory(tx, {
        id,
        legalEntityId: entityId(data.entity),
        shortName: data.shortName,
        name: data.key === 'essai' ? 'Laboratoire d’essai' : `Laboratoire de biologie médicale de ${data.shortName}`,
        legalForm: data.legalForm,
        finessNumber: data.finessNumber,
        addressLines: data.address,
        phone: data.phone,
        responsibleBiologists: data.responsible,
        accreditationNumber: data.accreditation,
        undoSeconds: 10,
        timeZone: 'Europe/Paris',
        lisUrl: null,
      });
      await insertSite(tx, { id: referenceIds.site(data.key), laboratoryId: id, name: data.shortName, addressLines: data.address });
      await insertProfile(tx, {
        id: derivedId('profile', data.key),
        laboratoryId: id,
        settings: { ...PROFILES[data.key].settings, privateFields: [...PROFILES[data.key].settings.privateFields, ...SIMULATOR_FIELDS] },
        name: data.key === 'essai' ? 'Profil générique ORU' : `SIL de ${data.shortName}`,
        sendingApplication: data.key === 'essai' ? '*' : 'SIL',
        sendingFacility: data.facility,
        defaultCharset: data.charset,
        timeZone: 'Europe/Paris',
        isGeneric: data.key === 'essai',
      });
    }
    await insertProfile(tx, {
      id: derivedId('profile', 'gam-valmont'),
      laboratoryId: referenceIds.laboratory('valmont'),
      name: 'GAM du centre hospitalier de Valmont',
      sendingApplication: 'GAM',
      sendingFacility: 'CH-VALMONT',
      defaultCharset: PAM_FR_PROFILE.defaultCharset,
      timeZone: PAM_FR_PROFILE.timeZone,
      settings: { ...PAM_FR_PROFILE.settings },
    });
    for (const entity of ['valmont', 'hauterive'] as const) {
      for (const [code, name, phone] of WARDS[entity]) {
        await insertWard(tx, { id: referenceIds.ward(entity, code), legalEntityId: entityId(entity), code, name, phone });
      }
    }
    for (const [rppsNumber, familyName, givenName, specialty] of PRESCRIBERS) {
      await insertPrescriber(tx, { id: referenceIds.prescriber(rppsNumber), rppsNumber, familyName, givenName, title: 'Dr', specialty });
    }
  });
  await shipCatalogue(ctx);
  await loadShippedSet(ctx);
  await loadStartingPolicy(ctx);
}
