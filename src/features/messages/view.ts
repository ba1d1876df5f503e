import { formatDate, formatDateTime } from '../../platform/values/time.ts';
import type { KeptFile } from '../../platform/files/file-store.ts';
import { formatFileSize } from '../../platform/values/file-size.ts';
import { messageTabs, tabWords, type Message, type MessageTab } from './rules.ts';

export const pageSize = 20;

/** The list: one more message than the page holds was asked for, so that «Дальше» is there only when it leads somewhere. */
export function listPage(messages: readonly Message[], tab: MessageTab, timeZone: string) {
  const shown = messages.slice(0, pageSize);
  const last = shown.at(-1);
  const more = messages.length > pageSize && last !== undefined;
  return {
    tab,
    tabItems: messageTabs.map((value) => ({
      text: tabWords[value],
      href: addressOf(value),
      current: value === tab,
      count: null,
    })),
    items: shown.map((message) => ({
      title: withoutNumber(message),
      href: `/messages/${message.id}`,
      note: [message.sender, message.number, message.caseNumber && `заявление ${message.caseNumber}`]
        .filter(Boolean)
        .join(' · '),
      read: message.readAt !== null,
      ...(message.readAt === null && { badge: 'новое' }),
      ...(message.category === 'important' && { stamp: { tone: 'wait', text: 'Важное' } }),
      date: formatDate(message.createdAt, timeZone),
      select: { name: 'ids', value: message.id },
    })),
    next: more ? `${addressOf(tab)}${tab === 'all' ? '?' : '&'}before=${last.id}` : null,
  };
}

// In a list the number of the case stands below the subject, where it does not hide what the message is about.
function withoutNumber({ caseNumber, subject }: Message): string {
  return caseNumber === null ? subject : subject.replace(` ${caseNumber}`, '');
}

export function addressOf(tab: MessageTab): string {
  return tab === 'all' ? '/messages' : `/messages?tab=${tab}`;
}

export function messagePage(
  message: Message,
  replies: readonly Message[],
  files: readonly KeptFile[],
  timeZone: string,
) {
  return {
    id: message.id,
    number: message.number,
    subject: message.subject,
    sender: message.sender,
    at: formatDateTime(message.createdAt, timeZone),
    paragraphs: paragraphs(message.text),
    caseNumber: message.caseNumber,
    asks: message.category === 'request',
    archived: message.archivedAt !== null,
    files: files.map((file) => ({
      name: file.name,
      size: formatFileSize(file.size),
      href: `/messages/${message.id}/files/${file.id}`,
    })),
    replies: replies.map((reply) => ({
      number: reply.number,
      sender: reply.sender,
      at: formatDateTime(reply.createdAt, timeZone),
      paragraphs: paragraphs(reply.text),
    })),
  };
}

function paragraphs(text: string): string[] {
  return text
    .split(/\n+/)
    .map((part) => part.trim())
    .filter(Boolean);
}
