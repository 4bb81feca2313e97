/**
 * Shows a document in a tab of its own. The tab is opened by the press itself and filled when the address has come: browsers refuse a tab that opens
 * later. Where they refuse even that, the document takes the place of the page.
 */
export async function openInTab(address: () => Promise<string>): Promise<void> {
  const tab = window.open('', '_blank');
  try {
    const url = await address();
    if (tab) tab.location.replace(url);
    else window.location.assign(url);
  } catch (error) {
    tab?.close();
    throw error;
  }
}
