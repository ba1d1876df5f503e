export type Category = 'status' | 'documents' | 'deadlines' | 'payments' | 'security' | 'news';

export type Notice = Readonly<{
  personId: string;
  category: Category;
  subject: string;
  /** Plain text; an empty line separates paragraphs. */
  text: string;
  /** Page that the notice is about, a path on this site. */
  path?: string;
  /** Also by SMS. */
  sms?: boolean;
  /** Makes the notice leave once, however often it is published. */
  key?: string;
}>;

export type Code = Readonly<{
  to: Readonly<{ channel: 'sms' | 'email'; address: string }>;
  code: string;
  words: string;
}>;

/** One line for a phone: what happened and where to look. */
export function smsText(notice: Pick<Notice, 'subject' | 'path'>, publicUrl: string): string {
  return notice.path === undefined ? notice.subject : `${notice.subject}. ${publicUrl}${notice.path}`;
}

/** What the code is for, the code, and the advice that protects from fraud. */
export function codeText({ words, code }: Pick<Code, 'words' | 'code'>): string {
  return `${words}: ${code}. Никому не сообщайте код.`;
}

export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter(Boolean);
}
