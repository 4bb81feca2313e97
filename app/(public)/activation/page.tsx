import type { Metadata } from 'next';
import { isEnrolling } from '../../../server/api/door';
import { ApiProvider } from '../../_client/trpc';
import { ActivationForm } from './activation-form';
import { EnrolScreen } from './enrol-screen';

export const metadata: Metadata = { title: 'Première entrée' };

/** The first time: a code that was handed over in person, then the means that the person chooses, then the door that everybody uses. */
export default async function ActivationPage() {
  return (
    <ApiProvider door="/activation">
      <main className="mx-auto grid min-h-dvh max-w-140 content-start gap-5 p-6 tablet:py-12">
        <span className="text-[1.75rem] leading-9 font-bold tracking-[-0.03em]" data-print="no">
          Relais
        </span>
        {(await isEnrolling()) ? <EnrolScreen /> : <ActivationForm />}
      </main>
    </ApiProvider>
  );
}
