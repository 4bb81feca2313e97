import { formatPhone, NBSP } from '../../_text/format';
import { DefinitionFacts } from '../../_ui/definition-facts';
import { birthWords, instantWords, kindWords, nameWords, priorityWord, sexWord, withRpps } from '../_logic/report-words';
import type { ReportContent } from '../_logic/types';

/**
 * Who answers for the report, whose it is, who asked, who sampled what and when.
 * @see CSP R6222-3, D6211-2, D6211-3 III
 */
export function ReportHead({ content }: { content: ReportContent }) {
  return (
    <>
      <Letterhead content={content} />
      <div className="-mx-4 grid items-start gap-y-2 tablet:grid-cols-2">
        <DefinitionFacts look="small" termWidth="7rem" label="Patient et demande" facts={patientFacts(content)} />
        <DefinitionFacts look="small" termWidth="7rem" label="Prélèvement" facts={sampleFacts(content)} />
      </div>
    </>
  );
}

function Letterhead({ content }: { content: ReportContent }) {
  const { laboratory } = content;
  const [first, ...others] = laboratory.responsibleBiologists;
  return (
    <section aria-label="Laboratoire" className="grid gap-x-8 gap-y-2 border-b border-line-strong pb-3 text-s tablet:grid-cols-2">
      <p>
        <b className="text-base">{laboratory.name}</b>
        <br />
        {laboratory.legalForm}
        <br />
        {laboratory.addressLines.join(', ')}. Téléphone {formatPhone(laboratory.phone)}
        <br />
        {laboratory.accreditationNumber
          ? `Accréditation n°${NBSP}${laboratory.accreditationNumber}, portée disponible sur demande`
          : 'Laboratoire sans numéro d’accréditation transmis'}
      </p>
      <p>
        {others.length > 0 ? 'Biologistes responsables' : 'Biologiste responsable'}
        {NBSP}: {[first, ...others].join(', ')}
        <br />
        Édité le {instantWords(content.issuedAt)}. {kindWords(content.kind)}, version {content.version}
      </p>
    </section>
  );
}

function patientFacts({ patient, request, accessionNumber }: ReportContent) {
  const numbers = [
    `${patient.identifier} (${patient.identifierAuthority})`,
    patient.ins ? `INS ${patient.ins}` : 'INS non transmise',
    `Dossier ${accessionNumber}`,
  ];
  const prescriber = request.prescriber ? withRpps(request.prescriber.name, request.prescriber.rppsNumber) : 'non transmis';
  return [
    { term: patient.sex === 'F' ? 'Patiente' : 'Patient', value: <Name patient={patient} /> },
    { term: 'Naissance', value: `${birthWords(patient)}${patient.ageText ? ` (${patient.ageText})` : ''}, ${sexWord(patient.sex)}` },
    { term: 'Numéros', value: numbers.join('. ') },
    ...(request.encounterNumber ? [{ term: 'Venue', value: request.encounterNumber }] : []),
    { term: 'Prescripteur', value: request.ward ? `${prescriber}, ${request.ward}` : prescriber },
    ...(request.recipients.length > 0 ? [{ term: 'Destinataires', value: request.recipients.join('\u202f; ') }] : []),
  ];
}

function Name({ patient }: { patient: ReportContent['patient'] }) {
  return (
    <>
      <b>{nameWords(patient)}</b>, nom de naissance {patient.birthFamilyName}, premier prénom {patient.firstGivenName}
    </>
  );
}

function sampleFacts({ collection, request }: ReportContent) {
  const order = [
    priorityWord(request.priority),
    request.requestedAt ? instantWords(request.requestedAt) : '',
    request.placerNumber ? `n°${NBSP}${request.placerNumber}` : '',
  ];
  return [
    {
      term: 'Prélèvement',
      value: (
        <>
          <b>{instantWords(collection.collectedAt)}</b>
          {collection.collector && `, par ${collection.collector}`}
        </>
      ),
    },
    {
      term: 'Échantillons',
      value:
        collection.specimens.map(({ kind, identifier, condition }) => `${kind} (${identifier})${condition ? ` – ${condition}` : ''}`).join('\n') ||
        'non transmis',
    },
    { term: 'Réception', value: instantWords(collection.receivedAt) },
    { term: 'Demande', value: order.filter((part) => part !== '').join(', ') },
    { term: 'Clinique', value: request.clinicalInformation ?? 'aucun renseignement transmis' },
  ];
}
