import { NBSP, plural } from '../../../_text/format';

export const OTHER_REASON = 'Autre motif';

interface SetAsideWords {
  title: string;
  verb: string;
  nothing: string;
  caption: (count: number) => string;
  reasons: readonly string[];
  follows: (undoSeconds: number) => string;
}

/** What the sheet says when results are put on hold, and when they are refused. */
export const SET_ASIDE: Readonly<Record<'hold' | 'refuse', SetAsideWords>> = {
  hold: {
    title: 'Mettre en attente',
    verb: 'Mettre en attente',
    nothing: 'rien à mettre en attente',
    caption: (count) => `Restent en attente${NBSP}: ${plural(count, 'résultat', 'résultats')}`,
    reasons: [
      'Contrôle en cours au laboratoire',
      'Nouveau prélèvement attendu',
      'Renseignement clinique demandé',
      'Identité à vérifier',
      'Résultat complémentaire attendu',
      'Avis d’un confrère demandé',
      OTHER_REASON,
    ],
    follows: () => 'Rien n’est transmis. Le motif se lit dans la liste et sur le dossier, avec votre nom et l’heure.',
  },
  refuse: {
    title: 'Refuser des résultats',
    verb: 'Refuser',
    nothing: 'rien à refuser',
    caption: (count) => `Vous refusez ${plural(count, 'résultat', 'résultats')}`,
    reasons: [
      'Échantillon non conforme',
      'Valeur incohérente avec l’antériorité',
      'Valeurs incohérentes entre elles',
      'Alarme de l’analyseur ou contrôle de qualité',
      'Échantillon d’un autre patient possible',
      OTHER_REASON,
    ],
    follows: (undoSeconds) =>
      `Rien n’est diffusé au prescripteur ni au patient. Après ${undoSeconds}${NBSP}s, le laboratoire reçoit votre refus, avec votre nom et le motif, et la demande de repasser ces examens. Ils restent au dossier, refusés, jusqu’à sa réponse.`,
  },
};
