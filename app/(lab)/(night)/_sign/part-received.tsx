import { TextArea } from '../../../_ui/text-area';

/** Of what an executing laboratory has not validated here: that it is left out, or how its validation came otherwise. @see GBUI XIV-2, XIV-3.1 */
export function PartReceived({
  laboratories,
  value,
  readOnly,
  onValue,
}: {
  laboratories: readonly string[];
  value: string;
  readOnly: boolean;
  onValue: (value: string) => void;
}) {
  return (
    <div className="grid gap-2 border-l-3 border-abnormal pl-3">
      <p>
        <b className="font-strong">{laboratories.join(', ')} n’a pas validé sa part.</b> Fermez et retirez ces résultats de la sélection, ou, si sa validation
        vous est parvenue autrement, dites par qui et comment : c’est signé, tracé et imprimé.
      </p>
      <TextArea
        label="Validation du laboratoire exécutant reçue"
        hint="Par exemple : Dr Haddad, par téléphone à 03 h 30."
        value={value}
        readOnly={readOnly}
        maxLength={500}
        onChange={(event) => onValue(event.target.value)}
      />
    </div>
  );
}
