import type { PdfBlock, PdfModel } from '../../../platform/pdf/index.ts';
import type { SummarySection } from '../../catalogue/index.ts';

/** Who applies, as papers name them: facts that are not asked again in the form. */
export type PaperApplicant = Readonly<{ name: string; details: string | null; representative: string | null }>;

/** What every paper of the portal carries. */
export type PaperFrame = Readonly<{ regionName: string; portalName: string; footer: string; zone: string }>;

export type PaperFile = Readonly<{ document: string; name: string; size: number; sha256: string }>;

export type ApplicationPaper = Readonly<{
  frame: PaperFrame;
  service: Readonly<{ title: string; number: number; version: number; department: string }>;
  applicant: PaperApplicant;
  sections: readonly SummarySection[];
  files: readonly PaperFile[];
  /** UTC ms. */
  at: number;
}>;

/** Frame of a paper of this deployment. */
export function paperFrame({
  region,
  timeZone,
}: Readonly<{ region: Readonly<{ code: string; name: string }>; timeZone: string }>): PaperFrame {
  const portalName = `Личный кабинет ${region.code}`;
  return { regionName: region.name, portalName, footer: `${portalName}, ${region.name}`, zone: timeZone };
}

/**
 * The paper that is signed: the answers in words, and the size and SHA-256 of every attachment, so that the signature covers
 * the files beside it, too. The same input gives the same bytes.
 */
export function applicationPaper({ frame, service, applicant, sections, files, at }: ApplicationPaper): PdfModel {
  return {
    ...frame,
    title: service.title,
    kindLine: 'Заявление',
    createdAt: at,
    blocks: [
      { kind: 'facts', rows: [...applicantRows(applicant), ...serviceRows(service)] },
      ...sections.flatMap(sectionBlocks),
      ...fileBlocks(files),
      {
        kind: 'notice',
        text: 'Отправляя заявление, заявитель подтверждает, что сведения в нём верны, а приложенные файлы соответствуют подлинникам.',
      },
    ],
  };
}

export function applicantRows({ name, details, representative }: PaperApplicant) {
  return [
    { label: 'Заявитель', value: details === null ? name : `${name}, ${details}` },
    ...(representative === null ? [] : [{ label: 'Представитель', value: representative }]),
  ];
}

function serviceRows({ number, version, department }: ApplicationPaper['service']) {
  return [
    { label: 'Услуга', value: `№ ${number}, редакция ${version}` },
    { label: 'Куда', value: department },
  ];
}

function sectionBlocks({ step, title, blocks }: SummarySection): PdfBlock[] {
  const inside = blocks.flatMap((block): PdfBlock[] => {
    const facts: PdfBlock = {
      kind: 'facts',
      rows: block.rows.map(({ number, label, lines }) => ({
        label: `${number}. ${label}`,
        value: lines.join('\n') || '—',
      })),
    };
    return block.title === null ? [facts] : [{ kind: 'paragraph', text: block.title }, facts];
  });
  return [{ kind: 'heading', text: `${step}. ${title}` }, ...inside];
}

function fileBlocks(files: readonly PaperFile[]): PdfBlock[] {
  if (files.length === 0) return [];
  const named = files.map(({ document, name, size, sha256 }) => ({ name: `${document}: ${name}`, size, sha256 }));
  return [
    { kind: 'heading', text: 'Приложения' },
    { kind: 'attachments', files: named },
  ];
}
