import type { TestDefinition } from './read-catalogue';
import { unitsOf } from './units';

type Line = readonly [loincCode: string, label: string, patientLabel: string, urgentDelayMinutes?: number];

/**
 * The starting catalogue: French label, the words for a patient, the chapter of the report and, for the examinations that
 * the group's list calls urgent, the longest delay from sampling to validated result (arrêté of 15 December 2016, annex set
 * by each laboratory). A code that is not here is still reported, under the label that the LIS sent.
 */
const CHAPTERS: Record<string, readonly Line[]> = {
  Biochimie: [
    ['2951-2', 'Sodium', 'Sel dans le sang', 60],
    ['2823-3', 'Potassium', 'Potassium', 45],
    ['2075-0', 'Chlorure', 'Chlore', 60],
    ['2028-9', 'Dioxyde de carbone total', 'Réserve alcaline', 60],
    ['2885-2', 'Protéines', 'Protéines du sang', 90],
    ['17861-6', 'Calcium', 'Calcium', 60],
    ['2000-8', 'Calcium', 'Calcium', 60],
    ['14879-1', 'Phosphate', 'Phosphore'],
    ['2601-3', 'Magnésium', 'Magnésium'],
    ['22664-7', 'Urée', 'Reins (urée)', 60],
    ['3094-0', 'Urée', 'Reins (urée)', 60],
    ['14682-9', 'Créatinine', 'Reins (créatinine)', 60],
    ['2160-0', 'Créatinine', 'Reins (créatinine)', 60],
    ['98979-8', 'DFG estimé (CKD-EPI 2021)', 'Filtration des reins', 60],
    ['2164-2', 'Clairance de la créatinine', 'Filtration des reins'],
    ['14933-6', 'Acide urique', 'Acide urique'],
    ['14749-6', 'Glucose', 'Sucre dans le sang', 45],
    ['2345-7', 'Glucose', 'Sucre dans le sang', 45],
    ['4548-4', 'Hémoglobine A1c', 'Sucre des trois derniers mois'],
    ['1751-7', 'Albumine', 'Albumine'],
    ['1988-5', 'Protéine C réactive', 'Inflammation (CRP)', 60],
    ['33959-8', 'Procalcitonine', 'Infection (procalcitonine)', 90],
    ['67151-1', 'Troponine T hypersensible', 'Cœur (troponine)', 60],
    ['33762-6', 'NT-proBNP', 'Cœur (NT-proBNP)', 90],
    ['1920-8', 'Aspartate aminotransférase', 'Foie (ASAT)', 90],
    ['1742-6', 'Alanine aminotransférase', 'Foie (ALAT)', 90],
    ['2324-2', 'Gamma-glutamyl-transférase', 'Foie (gamma-GT)'],
    ['6768-6', 'Phosphatase alcaline', 'Foie et os (phosphatase alcaline)'],
    ['14631-6', 'Bilirubine totale', 'Bilirubine', 90],
    ['14629-0', 'Bilirubine conjuguée', 'Bilirubine conjuguée', 90],
    ['3040-3', 'Lipase', 'Pancréas (lipase)', 90],
    ['2157-6', 'Créatine kinase', 'Muscles (CK)', 90],
    ['2532-0', 'Lactate déshydrogénase', 'LDH'],
    ['14647-2', 'Cholestérol', 'Cholestérol total'],
    ['14927-8', 'Triglycérides', 'Graisses du sang (triglycérides)'],
    ['14646-4', 'Cholestérol HDL', 'Bon cholestérol (HDL)'],
    ['39469-2', 'Cholestérol LDL calculé', 'Mauvais cholestérol (LDL)'],
  ],
  'Gaz du sang': [
    ['2744-1', 'pH', 'Acidité du sang', 30],
    ['2019-8', 'pCO2', 'Gaz carbonique', 30],
    ['2703-7', 'pO2', 'Oxygène', 30],
    ['1960-4', 'Bicarbonates', 'Bicarbonates', 30],
    ['2708-6', 'Saturation en oxygène', 'Oxygène (saturation)', 30],
    ['1925-7', 'Excès de base', 'Excès de base', 30],
    ['2518-9', 'Lactate', 'Lactate', 30],
  ],
  Hématologie: [
    ['6690-2', 'Leucocytes', 'Globules blancs', 60],
    ['789-8', 'Hématies', 'Globules rouges', 60],
    ['787-2', 'Volume globulaire moyen', 'Taille des globules rouges', 60],
    ['718-7', 'Hémoglobine', 'Hémoglobine', 60],
    ['4544-3', 'Hématocrite', 'Hématocrite', 60],
    ['785-6', 'TCMH', 'Hémoglobine par globule rouge', 60],
    ['786-4', 'CCMH', 'Concentration en hémoglobine', 60],
    ['777-3', 'Plaquettes', 'Plaquettes', 60],
    ['751-8', 'Polynucléaires neutrophiles', 'Globules blancs neutrophiles', 60],
    ['770-8', 'Polynucléaires neutrophiles', 'Globules blancs neutrophiles', 60],
    ['711-2', 'Polynucléaires éosinophiles', 'Globules blancs éosinophiles', 60],
    ['704-7', 'Polynucléaires basophiles', 'Globules blancs basophiles', 60],
    ['731-0', 'Lymphocytes', 'Lymphocytes', 60],
    ['742-7', 'Monocytes', 'Monocytes', 60],
    ['60474-4', 'Réticulocytes', 'Jeunes globules rouges'],
  ],
  Hémostase: [
    ['5894-1', 'Temps de Quick (taux de prothrombine)', 'Coagulation (TP)', 60],
    ['5902-2', 'Temps de Quick', 'Coagulation (temps de Quick)', 60],
    ['6301-6', 'INR', 'Coagulation (INR)', 60],
    ['14979-9', 'Temps de céphaline avec activateur', 'Coagulation (TCA)', 60],
    ['3255-7', 'Fibrinogène', 'Fibrinogène', 60],
    ['48065-7', 'D-dimères', 'D-dimères', 90],
  ],
  Hormonologie: [
    ['3016-3', 'TSH', 'Thyroïde (TSH)'],
    ['3024-7', 'T4 libre', 'Thyroïde (T4 libre)'],
    ['14928-6', 'T3 libre', 'Thyroïde (T3 libre)'],
    ['3053-6', 'T3 libre', 'Thyroïde (T3 libre)'],
    ['14675-3', 'Cortisol', 'Cortisol'],
    ['19080-1', 'hCG', 'Hormone de grossesse (hCG)', 90],
    ['14866-8', 'Parathormone', 'Parathormone'],
    ['2857-1', 'PSA total', 'Prostate (PSA)'],
  ],
  'Vitamines et fer': [
    ['2276-4', 'Ferritine', 'Réserves en fer (ferritine)'],
    ['14798-3', 'Fer', 'Fer'],
    ['14685-2', 'Vitamine B12', 'Vitamine B12'],
    ['14732-2', 'Folates', 'Vitamine B9 (folates)'],
    ['14635-7', '25-hydroxy-vitamine D', 'Vitamine D'],
  ],
};

/** What a minor decides alone: pregnancy, contraception, sexually transmitted infections (CSP L1111-5, L2212-7, L5134-1). */
const MINORS_OWN = new Set(['19080-1', '2118-8', '80385-6', '56888-1', '22587-0', '24110-9', '5196-1', '16128-1', '21613-5', '24111-7']);

/** Every definition, in the order of a report. */
export const TEST_DEFINITIONS: readonly TestDefinition[] = Object.entries(CHAPTERS).flatMap(([chapter, lines], chapterIndex) =>
  lines.map(([loincCode, label, patientLabel, urgentDelayMinutes], index) => ({
    loincCode,
    label,
    patientLabel,
    chapter,
    position: chapterIndex * 1000 + index,
    urgentDelayMinutes: urgentDelayMinutes ?? null,
    units: unitsOf(loincCode),
    protectsMinor: MINORS_OWN.has(loincCode),
  })),
);
