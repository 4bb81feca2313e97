import { expect, test } from 'vitest';
import { filterEntries } from './filter-entries';
import { sampleEntry } from './testing';

const all = [
  sampleEntry('a', { patientName: 'TEST-OLIVE Inès', place: 'Maternité, salle 2' }),
  sampleEntry('b', { patientName: 'FICTIF Georges', siteId: 's-2', siteName: 'Clairlieu', accessionNumber: '26112100999' }),
  sampleEntry('c', { standing: 'held' }),
  sampleEntry('d', { standing: 'pending' }),
];
const ids = (filter: Partial<Parameters<typeof filterEntries>[1]>) =>
  filterEntries(all, { tab: 'awaiting', siteId: null, search: '', ...filter }).map(({ dossierId }) => dossierId);

test('each tab holds its own; a signed dossier stays until its time to undo is over', () => {
  expect(ids({})).toEqual(['a', 'b', 'd']);
  expect(ids({ tab: 'held' })).toEqual(['c']);
});

test('a site keeps its own dossiers only', () => {
  expect(ids({ siteId: 's-2' })).toEqual(['b']);
});

test('the search finds names without their accents, numbers and places, every word', () => {
  expect(ids({ search: 'ines matern' })).toEqual(['a']);
  expect(ids({ search: '0999' })).toEqual(['b']);
  expect(ids({ search: 'ines 0999' })).toEqual([]);
});
