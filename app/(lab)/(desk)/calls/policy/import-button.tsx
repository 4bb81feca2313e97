'use client';

import { useRef } from 'react';
import { Button } from '../../../../_ui/button';

/** Takes a file of a spreadsheet as the new draft; the columns are those of the export. */
export function ImportButton({ pending, onText }: { pending: boolean; onText: (csv: string) => void }) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={file}
        type="file"
        accept=".csv,text/csv"
        aria-label="Fichier CSV de la politique"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen) void chosen.text().then(onText);
        }}
      />
      <Button pending={pending} onClick={() => file.current?.click()}>
        Importer (CSV)
      </Button>
    </>
  );
}
