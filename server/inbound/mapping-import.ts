import type { MappingKind } from '../../db/schema/inbound';
import { isLoinc } from '../catalogue/loinc';
import { type MappingTarget, mappingKey } from './mapping-rules';

export interface ImportLine {
  line: number;
  cells: string[];
}

export interface ImportPreview {
  added: MappingTarget[];
  changed: MappingTarget[];
  unchanged: number;
  unreadable: { line: number; why: string }[];
}

/** Says what each line of a table would do before anything is done; the same table twice changes nothing. Cells: source, where it counts, target, label, chapter. */
export function previewImport(kind: MappingKind, lines: readonly ImportLine[], standing: readonly MappingTarget[]): ImportPreview {
  const preview: ImportPreview = { added: [], changed: [], unchanged: 0, unreadable: [] };
  const known = new Map(standing.map((entry) => [mappingKey(kind, entry.source, entry.sourceSystem), entry]));
  const seen = new Set<string>();
  for (const { line, cells } of lines) {
    const [source = '', sourceSystem = '', target = '', targetLabel = '', chapter = ''] = cells.map((cell) => cell.trim());
    const key = mappingKey(kind, source, sourceSystem);
    const why = whyUnreadable({ kind, source, sourceSystem, target, isTwice: seen.has(key), longest: Math.max(0, ...cells.map((cell) => cell.length)) });
    seen.add(key);
    if (why !== null) {
      preview.unreadable.push({ line, why });
      continue;
    }
    const entry = { source, sourceSystem, target, targetLabel, chapter };
    const before = known.get(key);
    if (!before) preview.added.push(entry);
    else if (before.target === target && before.targetLabel === targetLabel && before.chapter === chapter) preview.unchanged += 1;
    else preview.changed.push(entry);
  }
  return preview;
}

function whyUnreadable(told: { kind: MappingKind; source: string; sourceSystem: string; target: string; isTwice: boolean; longest: number }): string | null {
  if (told.source === '') return 'la première colonne est vide';
  if (told.longest > 200) return 'un texte dépasse 200 caractères';
  if (told.isTwice) return 'la même ligne figure déjà plus haut';
  if (told.kind === 'code' && told.target !== '' && !isLoinc(told.target)) return 'le code LOINC est mal formé ou sa clé ne tombe pas juste';
  if (told.kind === 'unit' && told.sourceSystem !== '' && !isLoinc(told.sourceSystem)) return 'le code LOINC de la deuxième colonne ne tombe pas juste';
  return null;
}
