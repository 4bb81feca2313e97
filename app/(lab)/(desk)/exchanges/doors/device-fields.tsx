'use client';

import { useId } from 'react';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { TextArea } from '../../../../_ui/text-area';
import { DEVICE_KINDS, type DeviceDraft } from '../../_logic/device-words';

interface DeviceFieldsProps {
  draft: DeviceDraft;
  wards: readonly string[];
  onDraft: (draft: DeviceDraft) => void;
  nameId?: string;
  /** Left out where the code came with a message. */
  hasCodes?: boolean;
}

/** What is said of a device, the same at its declaration, its change and the repair desk. */
export function DeviceFields({ draft, wards, onDraft, nameId, hasCodes = true }: DeviceFieldsProps) {
  const list = useId();
  const set = (changed: Partial<DeviceDraft>) => onDraft({ ...draft, ...changed });
  return (
    <>
      <Field
        {...(nameId ? { id: nameId } : {})}
        label="Nom de l’appareil"
        hint="Tel qu’il sera lu à côté des résultats, par exemple « Lecteur de glycémie 3 »"
        autoComplete="off"
        maxLength={80}
        value={draft.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <Field
        label="Service"
        hint="Où il se trouve"
        autoComplete="off"
        maxLength={80}
        list={list}
        value={draft.ward}
        onChange={(event) => set({ ward: event.target.value })}
      />
      <datalist id={list}>
        {wards.map((ward) => (
          <option key={ward} value={ward} />
        ))}
      </datalist>
      <Select
        label="Ce qu’il mesure"
        value={draft.kind}
        options={DEVICE_KINDS}
        onChange={(event) => set({ kind: DEVICE_KINDS.find(({ value }) => value === event.target.value)?.value ?? 'other' })}
      />
      {hasCodes && (
        <TextArea
          label="Codes dans les messages"
          hint="Un par ligne : OBX-18, champ privé de la liaison, ou MSH-3/MSH-4"
          rows={2}
          spellCheck={false}
          value={draft.codes}
          onChange={(event) => set({ codes: event.target.value })}
        />
      )}
      <Field
        label="Alerte après un silence de (minutes)"
        hint="Vide : d’après le rythme de l’appareil"
        inputMode="numeric"
        autoComplete="off"
        value={draft.minutes}
        onChange={(event) => set({ minutes: event.target.value })}
      />
    </>
  );
}
