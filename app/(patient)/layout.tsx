import type { ReactNode } from 'react';
import { ApiProvider } from '../_client/trpc';

/** The pages of patients; whose session ended is back at a page that says how to come in. */
export default function PatientLayout({ children }: { children: ReactNode }) {
  return <ApiProvider door="/mes-resultats">{children}</ApiProvider>;
}
