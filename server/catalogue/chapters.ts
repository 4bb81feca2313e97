/** Chapters of a report by OBR-24 (HL7 table 0074), for what the catalogue does not know. */
const SECTIONS: Record<string, string> = {
  CH: 'Biochimie',
  HM: 'Hématologie',
  BG: 'Gaz du sang',
  CG: 'Hémostase',
  MB: 'Microbiologie',
  MCB: 'Mycobactériologie',
  MYC: 'Mycologie',
  PAR: 'Parasitologie',
  VR: 'Virologie',
  SR: 'Sérologie',
  IMM: 'Immunologie',
  TX: 'Toxicologie et pharmacologie',
  BLB: 'Immuno-hématologie',
  GE: 'Génétique',
};

/** Order in which a French report is read; what is not in the list comes after, in the order of the message. */
const ORDER = ['Gaz du sang', 'Biochimie', 'Hématologie', 'Hémostase', 'Hormonologie', 'Vitamines et fer', 'Sérologie', 'Immunologie', 'Microbiologie'];

export const OTHER_CHAPTER = 'Autres examens';

/** Every chapter that a report may have, in the order in which it is read. */
export const KNOWN_CHAPTERS: readonly string[] = [...new Set([...ORDER, ...Object.values(SECTIONS).toSorted(), OTHER_CHAPTER])];

/** Never fails: a section that nobody knows is « Autres examens », not a missing result. */
export const chapterOfSection = (section: string): string => SECTIONS[section.toUpperCase()] ?? OTHER_CHAPTER;

/** Smaller comes first. */
export function chapterRank(chapter: string): number {
  const rank = ORDER.indexOf(chapter);
  return rank === -1 ? ORDER.length : rank;
}
