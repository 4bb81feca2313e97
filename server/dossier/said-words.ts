import { saidFields } from './merge';
import type { IncomingDossier } from './types';

/** Which results and which fields of a dossier, of its requests and of its samples were spoken of, by names. */
export type SaidWords = ReadonlySet<string>;

export const requestWord = (requestKey: string, field: string): string => JSON.stringify(['request', requestKey, field]);
export const resultWord = (observationKey: string): string => JSON.stringify(['result', observationKey]);
export const specimenWord = (identifier: string, field: string): string => JSON.stringify(['specimen', identifier, field]);

/** Every field that a message speaks of. A prescriber is one word, with whatever it leaves out of him, as `mergedPrescriber` reads it. */
export function wordsIn(dossier: IncomingDossier): string[] {
  const { requests, specimens, confidentiality: _flags, accessionNumber: _number, ...header } = dossier;
  const isPrescriberNamed = header.prescriberRpps !== '' || header.prescriberName !== '';
  return [
    ...saidFields(header),
    ...(isPrescriberNamed ? ['prescriberId', 'prescriberRpps', 'prescriberName'] : []),
    ...(header.wardCode === '' ? [] : ['wardId']),
    ...requests.flatMap(({ observations, isCancelled, ...request }) => [
      ...observations.map(({ observationKey }) => resultWord(observationKey)),
      ...saidFields(request).map((field) => requestWord(request.requestKey, field)),
      ...(isCancelled ? [requestWord(request.requestKey, 'cancelledAt')] : []),
    ]),
    ...specimens.flatMap((specimen) => saidFields(specimen).map((field) => specimenWord(specimen.identifier, field))),
  ];
}
