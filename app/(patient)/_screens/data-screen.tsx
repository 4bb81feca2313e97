'use client';

import { useQuery } from '@tanstack/react-query';
import { useLive } from '../../_client/live';
import { useTRPC } from '../../_client/trpc';
import { NBSP } from '../../_text/format';
import { PatientFrame, PatientSection } from '../../_ui/patient-frame';
import { FIELD_LABELS, identityWords, officerWords, PROCESSING, requestState, requestTitle } from '../_logic/data-words';
import { patientTabs } from '../_logic/patient-tabs';
import { dayWords } from '../_logic/patient-words';
import type { MyData } from '../_logic/types';
import { AskLaboratory } from './ask-laboratory';
import { LeaveButton } from './leave-button';
import { OppositionBlock } from './opposition-block';
import { RecipientsBlock } from './recipients-block';
import { RepresentativesBlock } from './representatives-block';
import { TakeAway } from './take-away';

const heading = 'text-[1.25rem] leading-7 font-strong';

/** « Mes données »: what is known, who gets it, what one decides of it, and what one has asked. */
export function DataScreen({ first }: { first: MyData }) {
  const trpc = useTRPC();
  const { data, refetch } = useQuery(
    trpc.patient.data.queryOptions(undefined, { initialData: first, trpc: { context: { background: true } }, refetchInterval: 60_000 }),
  );
  useLive(['results'], () => void refetch());
  return (
    <PatientFrame name={data.name} aside={<LeaveButton />} tabs={patientTabs('/mes-resultats/donnees')}>
      <h1 className="px-5 pt-4 pb-3.5 text-[1.625rem] leading-8 font-strong">Mes données</h1>
      {data.requests.length > 0 && <Requests requests={data.requests} />}
      <Identity data={data} />
      <RepresentativesBlock representatives={data.representatives} />
      <RecipientsBlock />
      <OppositionBlock oppositions={data.oppositions} />
      <PatientSection label="Ce que la loi prévoit">
        {PROCESSING.map(({ title, text }) => (
          <div key={title} className="mb-3">
            <h2 className="font-strong">{title}</h2>
            <p>{text}</p>
          </div>
        ))}
        <h2 className="font-strong">Qui en répond</h2>
        <p className="mb-3">{officerWords(data.laboratory)}</p>
        <div className="grid">
          <AskLaboratory kind="access" open="Poser une question sur mes données" label="Votre question" hint="N’écrivez pas de résultat." />
        </div>
      </PatientSection>
      <TakeAway />
    </PatientFrame>
  );
}

function Requests({ requests }: { requests: MyData['requests'] }) {
  return (
    <PatientSection label="Mes demandes">
      <h2 className={heading}>Mes demandes</h2>
      <ul>
        {requests.map((request) => (
          <li key={request.id} className="border-t border-warm-line py-2.5 first:border-t-0">
            <p>
              <b>{requestTitle(request)}</b>, {dayWords(request.createdAt)}
            </p>
            <p className="whitespace-pre-line text-ink-2">{request.text}</p>
            <p className={request.state === 'open' ? 'text-ink-2' : 'font-medium'}>{requestState(request.state)}</p>
            {request.answer !== '' && <p className="whitespace-pre-line">{request.answer}</p>}
          </li>
        ))}
      </ul>
    </PatientSection>
  );
}

function Identity({ data }: { data: MyData }) {
  return (
    <PatientSection label="Mon identité">
      <h2 className={heading}>Mon identité</h2>
      <p className="text-base text-ink-2">Telle que le laboratoire la connaît, sous le numéro {data.identifier}. Vous pouvez faire corriger chaque élément.</p>
      <dl className="mt-1">
        {data.identity.map((element) => (
          <div key={element.field} className="border-t border-warm-line py-1.5 first:border-t-0">
            <dt className="text-base text-ink-2">{FIELD_LABELS[element.field]}</dt>
            <dd>
              <span className="mr-4 break-words">{identityWords(element)}</span>
              <AskLaboratory
                kind="rectification"
                field={element.field}
                size="normal"
                open="Demander une rectification"
                label={`${FIELD_LABELS[element.field]}${NBSP}: ce qui est juste`}
                hint="Le laboratoire vous demandera une pièce d’identité."
              />
            </dd>
          </div>
        ))}
      </dl>
    </PatientSection>
  );
}
