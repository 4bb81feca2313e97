'use client';

import { BrokenPage } from './_ui/broken-page';

/** What stands in place of a page that failed, inside the frame that did not. */
export default function ErrorPage() {
  return <BrokenPage />;
}
