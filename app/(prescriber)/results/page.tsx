import type { Metadata } from 'next';
import { FIRST_PAGE } from '../_list/pages';
import { ResultsScreen } from '../_list/results-screen';
import { readerOfPage } from '../_logic/reader-of-page';

export const metadata: Metadata = { title: 'Résultats' };

/** What is new for whom. The first page of the list comes with the page itself: one journey over a slow line, not three. */
export default async function ResultsPage() {
  const { reader, caller } = await readerOfPage();
  const scope = reader.isPrescriber ? 'mine' : 'ward';
  const first = await caller.portal.listReports({ ...FIRST_PAGE, scope });
  return <ResultsScreen reader={reader} first={{ scope, list: first }} />;
}
