import type { AuditEvent } from '../audit/append';
import { derivedId } from '../platform/ids';
import type { NewInboundMessage } from './store';

/** What the trace and the order of a message need of it. */
export type ReceivedRow = Pick<NewInboundMessage, 'id' | 'laboratoryId' | 'controlId' | 'accessionNumbers' | 'answerCode' | 'raw' | 'problems' | 'receivedAt'>;

/** What the trace keeps of a reception: codes and counts. */
export const receptionTrace = (row: ReceivedRow): AuditEvent => ({
  action: 'inbound.receive',
  outcome: row.answerCode === 'AA' ? 'done' : 'refused',
  subjectId: row.id,
  detail: { answer: row.answerCode, bytes: row.raw.length, problems: row.problems.map((told) => `${told.segment}-${told.field ?? ''}:${told.code}`) },
});

/** Messages of one dossier are applied in order; the key need not be the dossier's id, which may not exist yet. */
export const orderKeyOf = (row: Pick<ReceivedRow, 'laboratoryId' | 'accessionNumbers' | 'controlId'>): string =>
  derivedId('message-order', row.laboratoryId ?? '', row.accessionNumbers[0] ?? row.controlId);
