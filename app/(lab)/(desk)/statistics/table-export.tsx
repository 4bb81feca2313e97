'use client';

import type { ReactNode } from 'react';
import { downloadCsv } from '../../../_client/download';
import { type CsvCell, csvOf } from '../../../_text/csv';
import { Button } from '../../../_ui/button';

/** A table with the way to keep it, exported as shown. */
export function TableExport({ name, rows, children }: { name: string; rows: () => CsvCell[][]; children: ReactNode }) {
  return (
    <div className="grid gap-2">
      {children}
      <div data-print="no">
        <Button onClick={() => downloadCsv(name, csvOf(rows()))}>Exporter ce tableau en CSV</Button>
      </div>
    </div>
  );
}
