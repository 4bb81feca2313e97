/** As many rows as one scrolls through; the rest is behind « Suivants ». */
export const PAGE_SIZE = 50;

/** The first page of a list, as the server and the browser both ask for it. */
export const FIRST_PAGE = { search: '', offset: 0, limit: PAGE_SIZE };
