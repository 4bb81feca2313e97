'use client';

import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../../../server/api/root';
import { useTRPC } from '../../../../_client/trpc';
import { useAct } from '../../../../_client/use-act';
import { formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ActSays } from '../../_desk/act-says';

type Folder = inferRouterOutputs<AppRouter>['folders']['list']['folders'][number];

const PROBLEMS: Record<string, string> = {
  absent: 'Le dossier n’est pas là ou ne répond pas : vérifiez avec l’exploitant que le partage est monté. La lecture reprend d’elle-même.',
  outside: 'Le dossier mène hors des dossiers que l’exploitant autorise (RELAIS_FOLDERS) : rien n’y est lu.',
  'not-writable': 'Relais ne peut pas créer ses sous-dossiers : donnez-lui le droit d’écrire et de renommer dans ce partage.',
  'refused-names':
    'Des fichiers restent en place parce que leur nom ne convient pas (deux-points, nom réservé de Windows, point ou espace à la fin) : renommez-les.',
  'not-stored': 'Des fichiers n’ont pas pu être enregistrés ; ils attendent dans « en-cours » et sont repris d’eux-mêmes.',
};

/** One folder: how it stands, when something came, what did not go in; its référent closes and opens it. */
export function FolderLine({ folder, mayManage, onChanged }: { folder: Folder; mayManage: boolean; onChanged: () => void }) {
  const trpc = useTRPC();
  const turn = useAct(trpc.folders.switch.mutationOptions({ onSettled: onChanged }));
  return (
    <li className="grid gap-2 border border-line px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 break-all">
          <span className="font-strong">{folder.path}</span> <span className="block text-s text-ink-2">{folder.laboratoryName}</span>
        </p>
        {mayManage && (
          <span data-print="no">
            <Button pending={turn.isPending} onClick={() => turn.mutate({ folderId: folder.id, isActive: !folder.isActive })}>
              {folder.isActive ? 'Fermer' : 'Rouvrir'}
            </Button>
          </span>
        )}
      </div>
      <p className="text-s text-ink-2">
        {stateOf(folder)} ; {folder.lastFileAt ? `dernier fichier ${formatInstant(folder.lastFileAt)}` : 'aucun fichier pris'} ; déclaré{' '}
        {formatInstant(folder.createdAt)} par {folder.madeByName}
      </p>
      {folder.isActive && folder.lastError && (
        <p role="status" className="border-l-[3px] border-critical bg-critical-soft px-3 py-2">
          {PROBLEMS[folder.lastError] ?? folder.lastError}
        </p>
      )}
      {folder.failures.length > 0 && (
        <details data-print="open">
          <summary className="min-h-touch cursor-pointer py-2">Derniers fichiers qui ne sont pas entrés : {folder.failures.length}</summary>
          <ul className="grid gap-1 text-s">
            {folder.failures.map((file) => (
              <li key={`${file.name}${file.at.toISOString()}`} className="break-all">
                {file.name}, {formatInstant(file.at)}, {file.answers.length > 0 ? `réponse ${file.answers.join(', ')}` : 'trop grand'} ; la raison est dans «
                erreurs »
              </li>
            ))}
          </ul>
        </details>
      )}
      <ActSays acts={[turn]} />
    </li>
  );
}

function stateOf(folder: Folder): string {
  if (!folder.isActive) return 'fermé';
  if (!folder.lastScanAt) return 'ouvert, pas encore lu';
  return folder.lastError ? 'ouvert, en défaut' : `ouvert, lu ${formatInstant(folder.lastScanAt)}`;
}
