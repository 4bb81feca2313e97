import { expect, type Page } from '@playwright/test';

/** Opens the newest notice sent to this address, as the demonstration's outbox shows it, and follows its link. */
export async function followLinkTo(page: Page, email: string): Promise<void> {
  const mail = page.getByRole('listitem').filter({ hasText: email }).first();
  await expect(async () => {
    await page.goto('/demo');
    await expect(mail).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await mail.getByRole('link').click();
  await expect(page).toHaveURL(/\/n\//);
}

export async function bornOn(page: Page, day: string, month: string, year: string): Promise<void> {
  await page.getByLabel('Jour').fill(day);
  await page.getByLabel('Mois').fill(month);
  await page.getByLabel('Année').fill(year);
}

/** The newest code sent to this telephone, as the outbox shows it in another tab. */
export async function codeSentTo(page: Page, telephone: string): Promise<string> {
  const outbox = await page.context().newPage();
  const digits = new RegExp(telephone.slice(1).split('').join('[ .]?'));
  const sms = outbox.getByRole('listitem').filter({ hasText: 'SMS' }).filter({ hasText: digits }).first();
  await expect(async () => {
    await outbox.goto('/demo');
    await expect(sms).toContainText(/\b\d{6}\b/, { timeout: 500 });
  }).toPass({ timeout: 15_000 });
  const [, ...lines] = (await sms.innerText()).split('\n');
  await outbox.close();
  return /\b(\d{6})\b/.exec(lines.join(' '))?.[1] ?? '';
}
