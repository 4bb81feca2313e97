import type { Scope } from './types';

export interface ToBeAccepted extends Scope {
  signer: { name: string; rppsNumber: string | null };
  sites: readonly { name: string; dutyEndsAt: Date }[];
  rules: { title: string; version: number; ruleCount: number; contentHash: string; approvedBy: string; approvedAt: Date };
  chapterLabels: readonly string[];
  testLabels: readonly string[];
  startsAt: Date;
  endsAt: Date;
  samplePercent: number;
}

const instant = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const on = (at: Date): string => instant.format(at).replace(/\s+à\s+|, /, ' à ');

/** What a biologist reads and signs: in whole sentences, so that nobody has to know the product to know what was accepted. */
export function statementOf({ signer, sites, rules, chapterLabels, testLabels, startsAt, endsAt, samplePercent }: ToBeAccepted): string {
  const examinations = [
    ...(chapterLabels.length > 0 ? [`des domaines ${chapterLabels.join(', ')}`] : []),
    ...(testLabels.length > 0 ? [`des analyses ${testLabels.join(', ')}`] : []),
  ].join(' et ');
  return [
    `Moi, ${signer.name}${signer.rppsNumber ? ` (RPPS ${signer.rppsNumber})` : ''}, de garde pour ${sites.map(({ name, dutyEndsAt }) => `${name} jusqu’au ${on(dutyEndsAt)}`).join(', ')},`,
    `j’accepte que, du ${on(startsAt)} au ${on(endsAt)}, les résultats ${examinations} soient validés automatiquement en mon nom, sans que je les aie lus, quand aucune des ${rules.ruleCount} règles de « ${rules.title} », version ${rules.version}, n’a rien trouvé à redire.`,
    `Ces règles ont été approuvées par ${rules.approvedBy} le ${on(rules.approvedAt)} ; leur empreinte est ${rules.contentHash.slice(0, 16)}.`,
    'Restent toujours à un biologiste : tout résultat critique, anormal ou sans indicateur du laboratoire, sans règle, hors de ce champ, biologie délocalisée, ou qui remplace un résultat déjà rendu ; tout dossier dont l’identité n’est pas garantie ou a changé, dont les antériorités n’ont pas pu être consultées, qui porte un appel, une mise en attente, une demande ou une seconde lecture ; et tout ce qui arrive quand je ne suis pas la biologiste ou le biologiste responsable du site.',
    'Chaque compte rendu ainsi validé en porte la mention, avec mon nom. Rien ne part avant le délai d’annulation.',
    `Sur cent dossiers, ${samplePercent} sont tirés au sort et relus par un biologiste.`,
    'Je peux l’arrêter à tout instant, d’un geste, et tout biologiste ou technicien du laboratoire aussi.',
  ].join('\n');
}
