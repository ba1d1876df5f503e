import { formatFileSize } from './file-size.ts';
import { counted } from './plural.ts';

export type UploadLimits = Readonly<{ maxBytes: number; maxFiles: number }>;

/** «PDF, JPG или PNG, до 5 МБ. До 3 файлов.» */
export function limitWords({ maxBytes, maxFiles }: UploadLimits): string {
  const count = maxFiles > 1 ? ` До ${counted(maxFiles, 'файла', 'файлов', 'файлов')}.` : '';
  return `PDF, JPG или PNG, до ${formatFileSize(maxBytes)}.${count}`;
}

/** Why one more file does not fit where `most` are, in words that go on after «Файл «имя» ». */
export function noRoomWords(most: number): string {
  return `не приложен: здесь помещается не больше ${counted(most, 'файла', 'файлов', 'файлов')}.`;
}
