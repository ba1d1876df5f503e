import type { Context } from '../../context.ts';
import type { Case } from '../cases/index.ts';
import { deliverMessage, type MessageCategory } from '../messages/index.ts';
import { notify, type Category } from '../notifications/index.ts';

type News = Readonly<{
  /** Names the news, so that it leaves once. */
  key: string;
  sender: string;
  subject: string;
  /** Plain text; an empty line separates paragraphs. */
  text: string;
  message: MessageCategory;
  notice: Category;
  sms: boolean;
}>;

/** Tells the party about its application: a message in the cabinet, and notices to whoever applied. Joins the caller's transaction. */
export async function tellApplicant(tx: Context, record: Case, news: News): Promise<void> {
  const { number, owner, applicantId } = record;
  const { sender, subject, text } = news;
  await deliverMessage(tx, { party: owner, sender, subject, text, category: news.message, caseNumber: number });
  await notifyApplicant(tx, { number, applicantId }, news);
}

/** The notices alone, for news that the card itself tells. */
export async function notifyApplicant(
  tx: Context,
  { number, applicantId }: Pick<Case, 'number' | 'applicantId'>,
  { key, subject, text, notice, sms }: Pick<News, 'key' | 'subject' | 'text' | 'notice' | 'sms'>,
): Promise<void> {
  await notify(tx, {
    personId: applicantId,
    category: notice,
    subject,
    text,
    path: `/applications/${number}`,
    sms,
    key: `${key}:${number}`,
  });
}
