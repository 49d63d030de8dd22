// A file on its way to the server: its hash, its pieces as text, its name as one line.

export const hashOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

export const base64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000))
  return btoa(text)
}

/** The name as one line: what a device puts into a name beyond that is no part of it. */
export const nameOf = (file: File): string => {
  const name = file.name.replace(/[\p{C}\s]+/gu, ' ').trim()
  const ending = /\.[^.]{1,8}$/.exec(name)?.[0] ?? ''
  return name.length <= 200 ? name || 'file' : name.slice(0, 200 - ending.length) + ending
}
