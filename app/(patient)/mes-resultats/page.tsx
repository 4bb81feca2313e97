import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { createApiContext } from '../../../server/api/context';
import { createCaller } from '../../../server/api/root';
import { offersFranceConnect } from '../../../server/api/ways-offered';
import { isRefusalCode, refusalSentence } from '../../_text/refusals';
import { PatientEntry } from '../_door/patient-entry';
import { MyResultsScreen } from '../_screens/my-results-screen';

export const metadata: Metadata = { title: 'Mes résultats' };

/** A patient's reports; for whoever is not wholly in, the door. */
export default async function MyResultsPage({ searchParams }: { searchParams: Promise<{ refus?: string | string[] }> }) {
  const context = createApiContext({ headers: await headers() });
  const patient = await context.patient();
  if (patient?.stage === 'full') return <MyResultsScreen first={await createCaller(context).portal.listMine()} />;
  const { refus } = await searchParams;
  const notice = typeof refus === 'string' && isRefusalCode(refus) ? refusalSentence(refus) : '';
  return <PatientEntry owed={patient ? patient.stage : null} franceConnect={offersFranceConnect()} notice={notice} />;
}
