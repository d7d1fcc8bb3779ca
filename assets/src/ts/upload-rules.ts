// What to do with files and answers while sending. Apart from the page, so that it can be tested.

/** Files so small that one piece holds them all go with the form: two requests less on a slow line. */
export function byForm(files: { size: number }[], piece: number): boolean {
  return files.reduce((sum, file) => sum + file.size, 0) < piece;
}

/** What a file is known by when it is chosen again. Its whole content counts: a phone gives the same photo another day
    each time, and going on with another file of the same name and size would mix two papers into one. */
export async function fingerprint(file: File): Promise<string> {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < file.size; at += 1_048_576) {
    for (const byte of new Uint8Array(await file.slice(at, at + 1_048_576).arrayBuffer())) {
      a = Math.imul(a ^ byte, 0x9e3779b1);
      b = Math.imul(b ^ byte, 0x5f356495) ^ (a >>> 15);
    }
  }
  return [file.name, file.size, (a >>> 0).toString(16), (b >>> 0).toString(16)].join("-");
}

/** Never 100 before the last byte. */
export function percent(sent: number, size: number): number {
  return size > 0 ? Math.min(100, Math.floor((sent / size) * 100)) : 0;
}

/** `lost`: go on when the line is back · `refused`: such a file is never taken · `failed`: the form may still take it */
export function verdict(status: number): "lost" | "refused" | "failed" {
  if (status === 413 || status === 422) return "refused";
  if (status >= 400 && status < 500 && status !== 408 && status !== 409 && status !== 423) return "failed";
  return "lost";
}

/** "900 KB", "2,86 MB" – as the server writes it. */
export function sized(bytes: number, lang: string): string {
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
  if (bytes < 1_048_576) return `${number.format(Math.ceil(bytes / 1024))} KB`;
  return `${number.format(Math.floor((bytes * 100) / 1_048_576) / 100)} MB`;
}

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/%\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
