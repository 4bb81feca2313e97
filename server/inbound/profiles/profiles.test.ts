import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explain } from '../explain';
import { ProfileSettingsSchema } from '../profile-settings';
import { fixture, ORDER, obx, oru, REQUEST } from '../testing';
import { GENERIC_PROFILE } from './generic';
import { GLIMS_PROFILE } from './glims';
import { PAM_FR_PROFILE } from './pam-fr';
import { SHIPPED_PROFILES } from './shipped';
import type { ShippedProfile } from './shipped-profile';
import { TDNEXLABS_PROFILE } from './tdnexlabs';

const read = (bytes: Buffer | string, { settings, timeZone, defaultCharset }: ShippedProfile) =>
  explain(Buffer.from(bytes), { settings, timeZone, defaultCharset, laboratoryFiness: '880000789', facility: '' });
const one = (bytes: Buffer | string, profile: ShippedProfile) => {
  const [explanation] = read(bytes, profile);
  if (!explanation) throw new Error('the file holds a message');
  return explanation;
};

test.each(SHIPPED_PROFILES.map((profile) => [profile.key, profile] as const))('%s is a whole profile with a name and a description', (key, profile) => {
  expect(ProfileSettingsSchema.safeParse(profile.settings).error).toBeUndefined();
  expect(profile.settings.basedOn).toBe(key);
  expect(profile.describes.length).toBeGreaterThan(60);
});

describe('in the manner of GLIMS', () => {
  test.each([
    ['03_chem_AZ_Turnhout', 'FIL3001', '2345-7', '8.2', 'mmol/L'],
    ['04_haemato_two_groups_UZ_Gent', 'FIL4001', '718-7', '9.8', 'g/dL'],
    ['05_thyroid_fr_CHU_Charleroi', 'FIL5001', '3016-3', '6.8', 'mIU/L'],
    ['07_microbio_flat_fr_CHU_Charleroi', 'FIL8001', '11475-1', 'Escherichia coli', null],
    ['12_embedded_pdf_AZ_Turnhout', 'FIL3001', '2345-7', '8.2', 'mmol/L'],
  ])('%s is understood: dossier, code, value, unit', (name, number, code, value, unit) => {
    const { answer, dossiers } = one(fixture(name), GLIMS_PROFILE);
    expect([answer, dossiers[0]?.accessionNumber]).toEqual(['AA', number]);
    expect(dossiers[0]?.observations[0]).toMatchObject({ code, value, unit });
  });

  test('notes are kept, signs are flags, its own line breaks break lines', () => {
    const notes = JSON.stringify(one(fixture('05_thyroid_fr_CHU_Charleroi'), GLIMS_PROFILE).dossiers);
    expect(notes).toContain('Contrôle recommandé dans 6 semaines');
    const { dossiers } = one(oru(ORDER, REQUEST, obx({ 8: '++' }), 'NTE|1||ligne un<BR>ligne deux'), GLIMS_PROFILE);
    expect(dossiers[0]?.observations[0]).toMatchObject({ interpretation: 'HH', notes: ['ligne un\nligne deux'] });
  });

  test('movements are not taken from it', () => {
    expect(one(readFileSync('server/hl7/fixtures/SGL_admission.hl7'), GLIMS_PROFILE).answer).not.toBe('AA');
  });
});

describe('in the manner of TDNexLabs', () => {
  test('an urgent dossier before validation waits for a biologist', () => {
    const { answer, dossiers } = one(fixture('fr_urgent_unvalidated_8859-1'), TDNEXLABS_PROFILE);
    expect([answer, dossiers[0]?.accessionNumber]).toEqual(['AA', '26112100457']);
    expect(dossiers[0]?.observations[0]).toMatchObject({ code: '2951-2', localCode: 'NA', value: '134', unit: 'mmol/L', interpretation: 'L', status: 'R' });
    expect(JSON.stringify(dossiers)).toContain('Échantillon non hémolysé');
  });

  test.each([
    ['A VALIDER', 'R'],
    ['av', 'R'],
    ['VB', 'F'],
    ['Corr', 'C'],
    ['P', 'P'],
  ])('the status « %s » is %s', (word, status) => {
    expect(one(oru(ORDER, REQUEST, obx({ 11: word })), TDNEXLABS_PROFILE).dossiers[0]?.observations[0]).toMatchObject({ status });
  });

  test('the dossier is ORC-4, its note and flag in French are read, a private segment of another kind is not guessed at', () => {
    const { dossiers } = one(
      oru('ORC|RE|P1|REQ7|DOS42', REQUEST, obx({ 8: 'TH' }), 'ZBR|1||Prévenir la garde|0329000415', 'ZZZ|1||ne pas lire'),
      TDNEXLABS_PROFILE,
    );
    expect(dossiers[0]).toMatchObject({ accessionNumber: 'DOS42', observations: [{ interpretation: 'HH' }] });
    expect(dossiers[0]?.notes).toContain('Prévenir la garde');
    expect(JSON.stringify(dossiers)).not.toContain('ne pas lire');
  });
});

describe('generic', () => {
  test.each(['2.3', '2.3.1', '2.4', '2.5', '2.5.1', '2.6'])('HL7 %s is understood', (version) => {
    const { answer, dossiers } = one(oru(ORDER, REQUEST, obx()).replace('|P|2.5|', `|P|${version}|`), GENERIC_PROFILE);
    expect([answer, dossiers[0]?.accessionNumber]).toEqual(['AA', '26112100001']);
    expect(dossiers[0]?.observations[0]).toMatchObject({ code: '2823-3', localCode: 'K', value: '4.1', unit: 'mmol/L', status: 'R' });
  });

  test.each(['multi_obr_lab', 'fr_subcontracted_final_and_preliminary_utf8', 'blood_culture_fr_orc_groups'])('%s is understood', (name) => {
    expect(read(fixture(name), GENERIC_PROFILE).every(({ dossiers }) => dossiers.length > 0)).toBe(true);
  });
});

describe('movements by PAM-FR', () => {
  test.each(['SGL_admission', 'SGL_sortie'])('%s is understood, its ZBE and ZFA are no obstacle', (name) => {
    const { answer, patient } = one(readFileSync(`server/hl7/fixtures/${name}.hl7`), PAM_FR_PROFILE);
    expect(answer).toBe('AA');
    expect(JSON.stringify(patient)).toContain('PAT-TROIS');
  });

  test('a result is not taken from it', () => expect(one(oru(ORDER, REQUEST, obx()), PAM_FR_PROFILE).answer).not.toBe('AA'));
});
