import { expect, test } from 'vitest';
import { appRouter } from './root';
import { namedPaths, namingThing, thingOf } from './things';

const paths = Object.keys(appRouter._def.procedures);

test('names no procedure that is gone', () => {
  const known = new Set([...paths, ...paths.map((path) => path.split('.')[0])]);
  expect(namedPaths().filter((path) => !known.has(path))).toEqual([]);
});

test('what is not there is called by its name, wherever it is asked for', () => {
  expect(
    ['repair.open', 'repair.replay', 'repair.cancelReplay', 'devices.change', 'links.change', 'reconciliation.take', 'validation.open'].map(thingOf),
  ).toEqual(['repair-item', 'message', 'replay', 'device', 'link', 'alarm', 'dossier']);
  expect(['list.dropView', 'list.present', 'phrases.retire', 'handover.take', 'advice.answer', 'alert.close', 'rules.approve'].map(thingOf)).toEqual([
    'view',
    'dossier',
    'phrase',
    'handover',
    'advice',
    'call',
    'rule-set',
  ]);
});

test('says of a thing that is somebody else’s what it says of one that is not there, and nothing that the use case knew', () => {
  expect(namingThing({ code: 'not-found', detail: { by: 'somebody' } }, 'links.change')).toEqual({ code: 'not-found', detail: { what: 'link' } });
  expect(namingThing({ code: 'not-found' }, 'links.change')).toEqual({ code: 'not-found', detail: { what: 'link' } });
});

test('leaves every other refusal as it is', () => {
  expect(namingThing({ code: 'already-mended', detail: { by: 'Claire' } }, 'repair.mend')).toEqual({ code: 'already-mended', detail: { by: 'Claire' } });
  expect(namingThing(null, 'repair.mend')).toBeNull();
});
