'use client';

import './globals.css';
import { BrokenPage } from './_ui/broken-page';

/** What stands when the frame itself failed. */
export default function GlobalErrorPage() {
  return (
    <html lang="fr">
      <body>
        <BrokenPage />
      </body>
    </html>
  );
}
