import { Checkbox } from '../../../../_ui/checkbox';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { TextArea } from '../../../../_ui/text-area';
import { LINK_BOXES, LINK_TEXTS, type LinkBoxField, type LinkDraft, type LinkFieldWords, type LinkTextField } from '../../_logic/link-form';
import type { ProblemsOnForm } from '../../_logic/link-problems';
import type { LinkContent } from '../../_logic/types';

interface LinkFieldsProps {
  draft: LinkDraft;
  charset: LinkContent['defaultCharset'];
  isShut: boolean;
  wrong: ProblemsOnForm['fields'];
  onDraft: (draft: LinkDraft) => void;
  onCharset: (charset: LinkContent['defaultCharset']) => void;
  /** Only where the link is a new one: it stays with its laboratory afterwards. */
  laboratory?: { id: string; all: readonly { value: string; label: string }[]; onChoose: (id: string) => void };
}

const CHARSETS = ['UNICODE UTF-8', '8859/1', '8859/15', 'WINDOWS-1252', 'ASCII'].map((value) => ({ value, label: value }));

/** The settings themselves, by what they decide. */
const GROUPS: readonly { title: string; fields: readonly LinkTextField[]; boxes: readonly LinkBoxField[] }[] = [
  { title: 'Qui parle', fields: ['name', 'sendingApplication', 'sendingFacility'], boxes: [] },
  { title: 'Qui a le droit de parler en son nom', fields: ['port', 'certificates', 'addresses'], boxes: [] },
  {
    title: 'Comment le message est lu',
    fields: ['timeZone', 'accessionFields', 'identifierTypes', 'loincSystems', 'statuses', 'awaitsBiologist', 'flags', 'privateFields', 'lineBreaks'],
    boxes: ['takesResults', 'takesMovements'],
  },
  { title: 'Réponses et surveillance', fields: ['silentAfterMinutes'], boxes: ['answersAsAsked', 'countsMessages'] },
  { title: 'Envois au SIL', fields: ['outboundCharset', 'answerTimeoutSeconds'], boxes: ['sendsDecisions', 'sendsReceipts', 'sendsRequests'] },
];

/** Every setting of a link, group by group; a refused one says under itself what it takes. */
export function LinkFields({ draft, charset, isShut, wrong, onDraft, onCharset, laboratory }: LinkFieldsProps) {
  return GROUPS.map(({ title, fields, boxes }, index) => (
    <fieldset key={title} disabled={isShut} className="grid items-start gap-4 border-t border-line pt-3 desk:grid-cols-2">
      <legend className="pr-2 font-strong">{title}</legend>
      {index === 0 && laboratory && (
        <Select label="Laboratoire" value={laboratory.id} onChange={(event) => laboratory.onChoose(event.target.value)} options={laboratory.all} />
      )}
      {title === 'Comment le message est lu' && (
        <Select
          label="Jeu de caractères par défaut"
          hint="quand MSH-18 est vide"
          value={charset}
          onChange={(event) => onCharset(event.target.value as LinkContent['defaultCharset'])}
          options={CHARSETS}
        />
      )}
      {fields.map((field) => (
        <Setting key={field} field={field} value={draft[field]} error={wrong[field]} onChange={(value) => onDraft({ ...draft, [field]: value })} />
      ))}
      {boxes.length > 0 && (
        <div className="grid desk:col-span-2">
          {boxes.map((field) => (
            <Checkbox key={field} label={LINK_BOXES[field]} checked={draft[field]} onChange={(event) => onDraft({ ...draft, [field]: event.target.checked })} />
          ))}
        </div>
      )}
    </fieldset>
  ));
}

function Setting({ field, value, error, onChange }: { field: LinkTextField; value: string; error: string | undefined; onChange: (value: string) => void }) {
  const { label, hint, isLong, isDoor }: LinkFieldWords = LINK_TEXTS[field];
  const input = { label, hint: isDoor ? `${hint} ; preuve demandée` : hint, value, autoComplete: 'off', spellCheck: false, ...(error ? { error } : {}) };
  return isLong ? (
    <TextArea {...input} rows={2} onChange={(event) => onChange(event.target.value)} />
  ) : (
    <Field {...input} onChange={(event) => onChange(event.target.value)} />
  );
}
