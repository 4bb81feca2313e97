const KINDS: Record<string, string> = {
  'link-silent': 'liaison muette',
  'sequence-gap': 'messages manquants dans la numérotation du SIL',
  'batch-count': 'lot de messages incomplet',
  'declared-count': 'le SIL compte un autre nombre de messages',
  'day-unbalanced': 'journée qui ne tombe pas juste',
  'message-stuck': 'message reçu qui n’entre pas',
  'quarantine-forgotten': 'message en quarantaine depuis trop longtemps',
  'repair-forgotten': 'réparation qui attend depuis trop longtemps',
  'task-stuck': 'tâche de fond arrêtée',
  'outbound-late': 'envoi au SIL qui attend depuis trop longtemps',
  'outbound-refused': 'envoi refusé par le SIL',
  'decision-untold': 'décision dont le SIL n’est pas prévenu',
  'report-missing': 'validation sans compte rendu',
  'availability-untold': 'compte rendu dont le SIL ne sait pas qu’il est disponible',
  'reading-untold': 'lecture dont le SIL n’est pas prévenu',
  'outbound-differs': 'le SIL dit autre chose que ce qui a été décidé',
  'request-late': 'demande au laboratoire restée sans réponse',
  'hold-forgotten': 'mise en attente rappelée que personne n’a rouverte',
  'call-overdue': 'résultat critique non annoncé dans le délai',
  'certificate-expiring': 'certificat qui arrive à échéance',
  'folder-absent': 'dossier surveillé absent ou fermé',
  'device-silent': 'appareil délocalisé sans liaison',
  'duty-gap': 'site sans biologiste de garde',
};

/** What is wrong with a link, in a few words; a kind without words shows its code rather than nothing. */
export const alarmKindWords = (kind: string): string => KINDS[kind] ?? kind;
