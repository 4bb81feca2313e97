import { PatientDoor } from '../../_ui/patient-frame';

/** For whoever comes without a link, or whose time is over: where the way in is. */
export function HowToEnter() {
  return (
    <PatientDoor title="Entrer dans votre espace" lead="On entre par le lien du message que vous avez reçu.">
      <p>Ouvrez ce message et touchez le lien. Ensuite, donnez votre date de naissance et le code envoyé sur votre téléphone.</p>
      <p>Sans message, demandez vos résultats au laboratoire, avec une pièce d’identité.</p>
      <p className="text-ink-2">Votre espace se ferme de lui-même après quelques minutes. Rien n’est gardé sur ce téléphone.</p>
    </PatientDoor>
  );
}
