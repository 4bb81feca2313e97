import { isConfidentialityFlag, type SaidFlags } from '../../dossier/confidentiality';
import { textOf } from '../../hl7/access';
import type { Segment } from '../../hl7/grammar';
import type { MessageReader } from './reader';

/** Codes of the guide that say how a document travels, not who may see it: no result either. */
const ROUTING = new Set([
  'MODIF_CONF_CODE',
  'DESTDMP',
  'DESTMSSANTEPS',
  'DESTMSSANTEPAT',
  'ACK_RECEPTION',
  'ACK_LECTURE',
  'ACK_LECTURE_MSS',
  'CORPSMAIL_PS',
  'CORPSMAIL_PATIENT',
]);
const SYSTEM = 'METADMPMSS';

/** True for a line that speaks of the document and is no result, known by its code or its coding system, whatever its value. */
export function isMetadata(reader: MessageReader, obx: Segment): boolean {
  const code = reader.text(obx, 3).toUpperCase();
  return reader.text(obx, 3, 3).toUpperCase() === SYSTEM || isConfidentialityFlag(code) || ROUTING.has(code);
}

/**
 * What the lines of a dossier say of its confidentiality. Yes wins over no inside one message, and a value that nobody can read restricts: what was
 * meant to be hidden is never shown by a mistake of writing. An empty value says nothing; a deleted line, or `""`, lifts.
 * @see CI-SIS Trans_Doc-CDA-HL7V2 (MetaDMPMSS)
 */
export function translateFlags(reader: MessageReader, lines: readonly Segment[]): SaidFlags {
  const said: SaidFlags = {};
  for (const obx of lines) {
    const code = reader.text(obx, 3).toUpperCase();
    const isSet = isConfidentialityFlag(code) ? valueOf(reader, obx) : null;
    if (isConfidentialityFlag(code) && isSet !== null) said[code] = said[code] === true || isSet;
  }
  return said;
}

function valueOf(reader: MessageReader, obx: Segment): boolean | null {
  if (reader.text(obx, 11).toUpperCase() === 'D') return false;
  const value = textOf(reader.message, obx, 5).trim().toUpperCase();
  switch (value) {
    case '':
      return null;
    case 'Y':
    case 'O':
      return true;
    case 'N':
    case '""':
      return false;
    default:
      reader.tell('unreadable_flag');
      return true;
  }
}
