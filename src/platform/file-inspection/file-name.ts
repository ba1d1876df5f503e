/** Extensions that mean a kind of file; other endings («от 12.05.2026») belong to the name. */
const KNOWN =
  /\.(?:pdf|jpe?g|jpe|jfif|png|heic|heif|gif|webp|bmp|tiff?|djvu|docx?|xlsx?|pptx?|odt|ods|rtf|txt|html?|xml|svg|js|zip|rar|7z|exe|com|bat|cmd|scr|lnk|msi|apk|sh|ps1|vbs|p7s|sig)$/i;
/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
const LONGEST = 100;

/**
 * The name under which a file is kept and offered: letters of any alphabet stay; folders, control characters, marks that turn
 * the reading direction and signs that file systems forbid go; the extension (without dot) is that of the content.
 */
export function cleanFileName(name: string, extension: string): string {
  let base = (name.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/[\s\p{Z}]+/gu, ' ');
  // «счёт.pdf.exe» loses both: only the last extension would be ours, and the first would still speak.
  while (KNOWN.test(base)) base = base.replace(KNOWN, '');
  base = Array.from(base.replace(/^[ .]+|[ .]+$/g, ''))
    .slice(0, LONGEST)
    .join('')
    .trimEnd();
  if (base === '') base = 'Файл';
  return `${DEVICE.test(base) ? `_${base}` : base}.${extension}`;
}
