import { displayUnit } from '../../dossier/values';
import type { RuleSetContent } from '../rule-set';
import type { Effect, Rule } from '../types';
import { describeRule } from './describe-rule';

const CHAPTERS: Record<Rule['chapter'], string> = {
  chemistry: 'Biochimie',
  gases: 'Gaz du sang',
  haematology: 'Hématologie',
  coagulation: 'Hémostase',
  hormones: 'Hormones et vitamines',
  infection: 'Marqueurs d’infection',
  sample: 'Échantillon',
};
const EFFECTS: Record<Effect, string> = { inform: 'à lire', hold: 'retenir', call: 'appeler', block: 'ne pas rendre' };

/** The guide of the starting rules, made of the rules themselves: it can say nothing that they don't. */
export function writeGuide({ rules, analytes }: RuleSetContent): string {
  const chapters = Object.entries(CHAPTERS).map(([chapter, title]) => ({ title, own: rules.filter((rule) => rule.chapter === chapter) }));
  const examples = rules.reduce((total, rule) => total + rule.examples.length, 0);
  return `# Les règles d’expertise du jeu de départ

${rules.length} règles et ${examples} exemples, qui tournent comme tests à chaque version. Cette page est écrite à partir des règles elles-mêmes.

- **Rien n’est en service d’office.** Le jeu est un point de départ\u00a0: un biologiste le relit, l’adapte à ses automates et à sa population, et l’approuve. Une borne dont la source
  dit « usage, à adapter par le laboratoire » ne vient d’aucune publication.
- **Trois réponses**\u00a0: dit, muet, ou «\u00a0non évaluable\u00a0» (âge, sexe, unité ou antériorité illisible). Ce qui ne peut pas être évalué est dit, jamais tu.
- **Quatre effets**\u00a0: à lire, retenir (pas de validation sans regard), appeler, ne pas rendre. Pour des bornes\u00a0: usuel → à lire, validation → retenir, alerte → appeler,
  impossible → ne pas rendre. «\u00a0Sous\u00a0» et «\u00a0au-dessus de\u00a0» sont stricts\u00a0: la borne elle-même est dedans.
- **Les unités sont converties** (UCUM, et masse molaire entre masse et mole). «\u00a0<10\u00a0» vaut de 0 à moins de 10, jamais 10.

${chapters.map(({ title, own }) => chapterOf(title, own, analytes)).join('\n')}
## Analytes, codes et unités

Un résultat est reconnu par son code LOINC, ou par le code du laboratoire quand LOINC n’en a pas que plusieurs fabricants partagent (indices, activité anti-Xa).

| analyte | codes | unité de comparaison | masse molaire (g/mol) | variation intra-individuelle |
|---|---|---|---|---|
${Object.values(analytes)
  .map(({ label, loincCodes, localCodes, unit, molarMass, variation }) =>
    row([
      label,
      [...loincCodes, ...localCodes].join(', '),
      displayUnit(unit),
      molarMass === undefined ? '' : String(molarMass).replace('.', ','),
      variation ? `${String(variation.withinSubject).replace('.', ',')}\u00a0% (${variation.source})` : '',
    ]),
  )
  .join('\n')}

Le changement de référence est √2 × z × √(CV analytique² + CV intra-individuel²)\u202f; le CV analytique est la moitié de l’autre tant que le laboratoire n’a pas mis le sien.
`;
}

function chapterOf(title: string, rules: readonly Rule[], analytes: RuleSetContent['analytes']): string {
  const lines = rules.map((rule) =>
    row([rule.code, rule.title, describeRule(rule, analytes), rule.effect ? EFFECTS[rule.effect] : 'selon le niveau', rule.source]),
  );
  return `## ${title} (${rules.length})

| code | règle | ce qui est regardé | effet | source |
|---|---|---|---|---|
${lines.join('\n')}
`;
}

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
