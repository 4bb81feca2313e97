'use client';

/** Hands a table to the browser as a file to be kept. */
export const downloadCsv = (name: string, text: string): void => download(name, text, 'text/csv;charset=utf-8');

/** Hands data to the browser as a file to be kept. */
export const downloadJson = (name: string, data: unknown): void => download(name, JSON.stringify(data, null, 2), 'application/json');

function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
