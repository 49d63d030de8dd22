// The database counts the bytes of a text, not its letters. Folded text is one byte a letter; text of any script is not.

/** One letter per byte of UTF-8; plain letters and digits stay as they are. */
export function inBytes(text: string): string {
  for (let at = 0; at < text.length; at += 1)
    if (text.charCodeAt(at) > 127) return Buffer.from(text, 'utf8').toString('latin1')
  return text
}
