import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flagsOfCda, summariseCda } from './cda';
import { parseXml } from './xml';

const CDA = `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="https://ailleurs.example/cda.xsl"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <code code="11502-2" codeSystem="2.16.840.1.113883.6.1" displayName="CR d'examens biologiques"/>
  <title>Compte rendu d’immunologie &amp; allergologie</title>
  <effectiveTime value="20261121"/>
  <confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>
  <confidentialityCode code="INVISIBLE_REPRESENTANTS_LEGAUX" codeSystem="1.2.250.1.213.1.1.4.13"/>
  <recordTarget><patientRole><patient><name><family>PAT-TROIS</family><given>DOMINIQUE</given></name></patient></patientRole></recordTarget>
  <author><assignedAuthor><assignedPerson><name><prefix>DR</prefix><given>Paul</given><family>GÉRARD</family></name></assignedPerson></assignedAuthor></author>
  <custodian><assignedCustodian><representedCustodianOrganization><name>LBM de Valmont</name></representedCustodianOrganization></assignedCustodian></custodian>
  <component><structuredBody><component><section><title>Immunologie</title>
    <text><table><thead><tr><th>Examen</th><th>Résultat</th></tr></thead><tbody><tr><td>IgE</td><td>&lt; 35 kUI/L</td></tr></tbody></table>
      <list><item>Pas d’argument</item></list><!-- caché --><paragraph>Fin<br/>du texte</paragraph></text>
    <component><section><title>Commentaire</title><text>À revoir.</text></section></component>
  </section></component></structuredBody></component>
</ClinicalDocument>`;

test('title, author, organization, person and the text of the sections, in their order', () => {
  expect(summariseCda(Buffer.from(CDA))).toEqual({
    title: 'Compte rendu d’immunologie & allergologie',
    writtenAt: '20261121',
    authors: ['DR Paul GÉRARD'],
    organization: 'LBM de Valmont',
    patient: 'DOMINIQUE PAT-TROIS',
    sections: [
      { title: 'Immunologie', level: 1, text: 'Examen · Résultat\nIgE · < 35 kUI/L\n– Pas d’argument\nFin\ndu texte' },
      { title: 'Commentaire', level: 2, text: 'À revoir.' },
    ],
    hasAttachedBody: false,
  });
});

test('the character set is the declared one', () => {
  const latin = Buffer.from(CDA.replace('UTF-8', 'ISO-8859-1').replaceAll('’', "'"), 'latin1');
  expect(summariseCda(latin)?.authors).toEqual(['DR Paul GÉRARD']);
  expect(summariseCda(Buffer.from(CDA.replace('UTF-8', 'UTF-7')))).toBeNull();
});

describe('what is hostile or damaged is refused whole', () => {
  test.each([
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><ClinicalDocument><title>&x;</title></ClinicalDocument>'],
    ['entities that grow', '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><ClinicalDocument><title>&b;</title></ClinicalDocument>'],
    ['an external declaration', '<!DOCTYPE ClinicalDocument SYSTEM "https://ailleurs.example/x.dtd"><ClinicalDocument/>'],
    ['an unknown entity', '<ClinicalDocument><title>&x;</title></ClinicalDocument>'],
    ['an unclosed element', '<ClinicalDocument><title>a</ClinicalDocument>'],
    ['two roots', '<ClinicalDocument/><ClinicalDocument/>'],
    ['half a document', CDA.slice(0, CDA.length / 2)],
    ['another document', '<html><script>1</script></html>'],
    ['too deep', `<ClinicalDocument>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</ClinicalDocument>`],
  ])('%s', (_what, text) => {
    expect(summariseCda(Buffer.from(text))).toBeNull();
  });

  test('no text makes it slow or makes it throw', () => {
    for (const piece of ['<!--', '<![CDATA[', '<a ', '<a b="', '&', '<?x ', '<a>', ' '.repeat(50)]) {
      const begun = performance.now();
      expect(parseXml(Buffer.from(`<ClinicalDocument>${piece.repeat(200_000)}`))).toBeNull();
      expect(performance.now() - begun).toBeLessThan(2_000);
    }
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', 'a', '/', '"', '=', '&', ';', '!', '-', '[', ']', '?', ' ') }),
        (text) => void parseXml(Buffer.from(text)),
      ),
    );
  });
});

test.each([
  ['INVISIBLE_REPRESENTANTS_LEGAUX', { INVISIBLE_REP_LEGAUX: true }],
  ['MASQUE_PS', { MASQUE_PS: true }],
  ['INVISIBLE_PATIENT', { INVISIBLE_PATIENT: true }],
  ['N', {}],
])('its confidentiality %s restricts and lifts nothing', (code, flags) => {
  expect(flagsOfCda(Buffer.from(CDA.replace('INVISIBLE_REPRESENTANTS_LEGAUX', code)))).toEqual(flags);
});
