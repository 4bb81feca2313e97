import type { Transaction } from '../../db/client';
import { readLaboratories, readSites } from '../directory/read-directory';

export interface NamedSite {
  id: string;
  /** As every screen calls it: the short name of the laboratory while it has one site, else the site's own. */
  name: string;
  laboratoryId: string;
  laboratory: string;
  phone: string;
}

/** Every site of the installation by the name that people use, in their order. */
export async function namedSites(tx: Transaction): Promise<NamedSite[]> {
  const laboratories = new Map((await readLaboratories(tx)).map((laboratory) => [laboratory.id, laboratory]));
  const sites = await readSites(tx);
  const named = sites.map((site) => {
    const laboratory = laboratories.get(site.laboratoryId);
    const isOnly = sites.filter(({ laboratoryId }) => laboratoryId === site.laboratoryId).length === 1;
    return {
      id: site.id,
      name: (isOnly && laboratory?.shortName) || site.name,
      laboratoryId: site.laboratoryId,
      laboratory: laboratory?.name ?? '',
      phone: laboratory?.phone ?? '',
    };
  });
  return named.toSorted((a, b) => a.name.localeCompare(b.name, 'fr'));
}
