import type { z } from 'zod';

const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/^code$/, 'Le code s’écrit en majuscules, avec un tiret et deux chiffres : « K-01 ».'],
  [/^title$/, 'Donnez un titre à la règle.'],
  [/^chapter$/, 'Choisissez le domaine de la règle.'],
  [/^(author|version|date)$/, 'Auteur, version et date de la règle ne se lisent pas.'],
  [/^source$/, 'Dites d’où vient la règle : norme, recommandation, usage du laboratoire.'],
  [/^examples$/, 'Donnez au moins deux exemples : un où la règle parle, un où elle se tait.'],
  [/^examples\.\d+\.name$/, 'Donnez un nom à chaque exemple.'],
  [/^examples\./, 'Un exemple est incomplet : donnez sa valeur et ce qu’il attend.'],
  [/^check\.(levels|populations)/, 'Une borne n’est pas un nombre.'],
  [/^check\.populations/, 'Une population est incomplète.'],
  [/^check\.limit/, 'L’écart admis doit être un nombre au-dessus de zéro.'],
  [/^check\.(within|notBefore)/, 'La durée doit être un nombre au-dessus de zéro.'],
  [/^check\.(low|high|value)/, 'Une limite du calcul n’est pas un nombre.'],
  [/^check\.(from|to)/, 'Donnez au moins un mot à chercher.'],
  [/^check/, 'Ce que la règle regarde est incomplet.'],
  [/^given/, 'Une condition « seulement si » est incomplète.'],
  [/^unless/, 'Une exception « sauf si » est incomplète.'],
  [/^says$/, 'La phrase de la règle est vide.'],
  [/^off/, 'Dites pourquoi la règle est désactivée.'],
  [/^effect$/, 'Choisissez ce que la règle demande.'],
  [/^(label|analytes\.[^.]+\.label)$/, 'Donnez un nom à l’analyte.'],
  [/loincCodes/, 'Un code LOINC s’écrit avec des chiffres, un tiret et un chiffre : « 2823-3 ».'],
  [/molarMass/, 'La masse molaire doit être un nombre au-dessus de zéro.'],
];

/** What is wrong with the form of a rule, told to whoever writes it and has never seen its data. */
export function describeProblem({ path, message, code }: z.core.$ZodIssue): string {
  if (code === 'custom') return message;
  const place = path.map(String).join('.');
  return FIELDS.find(([pattern]) => pattern.test(place))?.[1] ?? `La partie « ${place || 'règle'} » ne se lit pas.`;
}
