// Words of a story with what is masked in them. Nothing here needs a server, so that the desk shows the same.

export const maskKinds = ['name', 'place', 'phone', 'number', 'mail', 'date', 'other'] as const
export type MaskKind = (typeof maskKinds)[number]

export const storyLimits = { least: 20, most: 1200 } as const

/** What stands in the text in place of what was masked; `cleaned` lets nobody type it. */
export const markOf = (kind: MaskKind): string => `⟦${kind}⟧`

const mark = new RegExp(`⟦(${maskKinds.join('|')})⟧`, 'u')

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mask'; readonly mask: MaskKind }

/** The text taken apart into what is read and what is masked. */
export const partsOf = (text: string): readonly Part[] =>
  text.split(mark).flatMap((part, at): Part[] => {
    if (at % 2 === 1) return [{ kind: 'mask', mask: part as MaskKind }]
    return part === '' ? [] : [{ kind: 'text', text: part }]
  })

/** Spaces, words and marks in their order; a place in this list names a word to mask. */
export const piecesOf = (text: string): readonly string[] =>
  text
    .split(new RegExp(`(${mark.source.replace('(', '(?:')}|\\s+)`, 'u'))
    .filter((piece) => piece !== '')

export const isWord = (piece: string): boolean => /[\p{L}\p{N}]/u.test(piece) && !mark.test(piece)

/** Masks the words at these places; neighbours become one mark. Places that are no word are left as they are. */
export function maskWords(text: string, places: readonly number[], kind: MaskKind): string {
  const chosen = new Set(places)
  const pieces = piecesOf(text).map((piece, at) =>
    chosen.has(at) && isWord(piece)
      ? piece.replace(/[\p{L}\p{N}].*[\p{L}\p{N}]|[\p{L}\p{N}]/u, markOf(kind))
      : piece,
  )
  return joined(pieces.join(''))
}

/** Two marks of one kind with a space between them are one: how many words a name had is nobody's business. */
export const joined = (text: string): string =>
  maskKinds.reduce(
    (all, kind) =>
      all.replace(new RegExp(`${markOf(kind)}(?:[ .,-]{0,3}${markOf(kind)})+`, 'gu'), markOf(kind)),
    text,
  )

/** What somebody typed, as it may be kept: one form of letters, no hidden or reordering characters, none of our brackets. */
export const cleaned = (typed: string): string =>
  typed
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}⟦⟧]/gu, (one) =>
      one === '\n' ? one : one === '\t' ? ' ' : '',
    )
    .replaceAll(/[ \u00a0]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
