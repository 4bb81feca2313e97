import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { type Hl7Message, printMessage } from '../hl7/grammar';
import { GENERIC_SETTINGS } from './profile-settings';
import { readRawForActor } from './raw-store';
import { readStoredPart } from './read-alone';
import { charsetOf, mendableMessage, type RepairItemRow } from './repair-store';
import { translate } from './translate/translate';

/** One segment as a person reads it: decoded text, field by field. */
export interface SegmentView {
  name: string;
  fields: string[];
}

export const segmentsOf = (message: Hl7Message): SegmentView[] =>
  message.segments.map((segment) => {
    const [line = ''] = printMessage({ delimiters: message.delimiters, segments: [segment] }).split('\r');
    const parts = line.split(message.delimiters.field).slice(1);
    return { name: segment.name, fields: segment.name === 'MSH' ? ['', ...parts] : parts };
  });

/** What the message calls prescriber, ward and examination; for candidates. The raw text was opened, and traced, before. */
export async function sentNames(
  tx: Transaction,
  item: Pick<RepairItemRow, 'messageId' | 'dossierId' | 'subject'>,
): Promise<{ prescriberName: string; label: string; unit: string }> {
  const nothing = { prescriberName: '', label: '', unit: '' };
  const row = await mendableMessage(tx, item.messageId);
  const raw = row ? await readRawForActor(tx, item.messageId) : null;
  const charset = await charsetOf(tx, row?.profileId ?? null);
  const message = raw ? readStoredPart(raw, row?.part ?? 0, charset) : null;
  if (!message) return nothing;
  const { groups } = translate(message, { timeZone: 'Europe/Paris', defaultCharset: charset, laboratoryFiness: '', facility: '', settings: GENERIC_SETTINGS });
  const [numbered] = await tx.execute<{ number: string | null }>(sql`select dossier_number(${item.dossierId}::uuid) as number`);
  const dossiers = groups.flatMap((group) => group.dossiers);
  const dossier = dossiers.find(({ accessionNumber }) => accessionNumber === numbered?.number) ?? dossiers[0];
  const result = dossiers.flatMap(({ requests }) => requests.flatMap(({ observations }) => observations)).find(({ code }) => code === item.subject);
  return { prescriberName: dossier?.prescriberName ?? '', label: result?.label ?? '', unit: result?.unit ?? '' };
}
