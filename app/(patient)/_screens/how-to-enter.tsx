import { ButtonLink } from '../../_ui/button-link';
import { PatientDoor } from '../../_ui/patient-frame';

/** For whoever comes to a page of patients without being in, or whose time is over: where the way in is. */
export function HowToEnter() {
  return (
    <PatientDoor title="Entrer dans votre espace" lead="On entre par le lien du message que vous avez reçu, ou par la porte de votre espace.">
      <p>Ouvrez ce message et touchez le lien. Ensuite, donnez votre date de naissance et le code envoyé sur votre téléphone.</p>
      <ButtonLink href="/mes-resultats" variant="primary" size="large">
        Aller à la porte
      </ButtonLink>
      <p className="text-ink-2">Votre espace se ferme de lui-même après quelques minutes. Rien n’est gardé sur ce téléphone.</p>
    </PatientDoor>
  );
}
