import { COLUMNS } from '../../_logic/import-file';

/** How a file is made: one line per person and right. */
export function ImportGuide() {
  return (
    <div className="grid max-w-[80ch] gap-3 px-4 py-4 desk:px-6">
      <p>
        Une ligne par personne et par droit. Une personne qui a deux droits a deux lignes. Le fichier est lu ici, montré ligne par ligne, et rien n’est écrit
        avant que vous l’appliquiez.
      </p>
      <p>
        Un import donne, il ne retire rien&nbsp;: une cellule vide laisse ce qui est connu, un droit absent du fichier reste. Pour terminer un droit, ouvrez la
        fiche.
      </p>
      <dl className="grid gap-x-4 gap-y-1 tablet:grid-cols-[8rem_minmax(0,1fr)]">
        {COLUMNS.map(({ key, heading, guide }) => (
          <div key={key} className="contents">
            <dt className="font-strong">{heading}</dt>
            <dd className="text-ink-2">{guide}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
