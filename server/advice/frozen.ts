import type { Card } from '../validation/card';
import type { Frozen } from './types';

/** Everything of a card that a colleague needs to judge, as it stands; no identifier by which the patient could be looked up elsewhere. */
export function frozenOf(card: Card): Frozen {
  return {
    patient: {
      name: [card.patient.birthFamilyName, card.patient.firstGivenName].join(' ').trim(),
      birthDate: card.patient.birthDate,
      sex: card.patient.sex,
    },
    laboratory: card.laboratory.name,
    place: [card.place.ward, card.place.room, card.place.bed].filter((part) => part !== '').join(', '),
    priority: card.priority,
    prescriber: card.request.prescriber,
    clinicalInformation: card.request.clinicalInformation,
    collectedAt: card.collection.collectedAt?.toISOString() ?? null,
    specimens: card.specimens.map(({ kind, condition }) => [kind, condition ?? ''].filter((part) => part !== '').join(', ')),
    notes: card.notes,
    panels: card.panels.map((panel) => ({
      title: panel.title,
      notes: panel.notes,
      results: panel.results.map((result) => ({
        label: result.label,
        value: result.value,
        unit: result.unit,
        referenceRange: result.referenceRange,
        flag: result.flag,
        standing: result.standing,
        notes: result.notes,
        findings: result.findings.map(({ sentence }) => sentence),
        earlier: result.earlier.map(({ value }) => value),
        priors: result.priors.slice(0, 5).map(({ on, value, unit }) => ({ on: on.toISOString(), value, unit })),
      })),
    })),
  };
}
